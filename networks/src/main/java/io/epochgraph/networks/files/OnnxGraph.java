package io.epochgraph.networks.files;

import java.util.List;
import java.util.Map;

/**
 * The graph of an ONNX model, as the file has it.
 *
 * @param initialisers named tensors, in the file's order
 * @param inputs with their shapes, initialisers among them left out
 * @param outputs names of the values that the model gives
 */
record OnnxGraph(
    List<OnnxNode> nodes,
    Map<String, Tensor> initialisers,
    List<OnnxInput> inputs,
    List<String> outputs) {

  /** What stands for an extent that is not a number in the file. */
  static final long UNKNOWN = -1;

  /**
   * An input.
   *
   * @param shape batch first, {@link #UNKNOWN} where the file has a name or nothing; empty without
   */
  record OnnxInput(String name, List<Long> shape) {}

  /** A node: an operator with the names of the values that it takes and gives. */
  record OnnxNode(
      String name,
      String operator,
      String domain,
      List<String> inputs,
      List<String> outputs,
      Map<String, OnnxAttribute> attributes) {

    /** Its name, or for want of one that of its first output. */
    String label() {
      return name.isBlank() && !outputs.isEmpty() ? outputs.getFirst() : name;
    }

    /** An integer attribute. */
    long integer(String attribute, long otherwise) {
      OnnxAttribute value = attributes.get(attribute);
      return value == null || value.integers().isEmpty() ? otherwise : value.integers().getFirst();
    }

    /** A list of integers; empty without. */
    List<Long> integers(String attribute) {
      OnnxAttribute value = attributes.get(attribute);
      return value == null ? List.of() : value.integers();
    }

    /** A real attribute. */
    float real(String attribute, float otherwise) {
      OnnxAttribute value = attributes.get(attribute);
      return value == null ? otherwise : value.real();
    }

    /** A text attribute. */
    String text(String attribute, String otherwise) {
      OnnxAttribute value = attributes.get(attribute);
      return value == null ? otherwise : value.text();
    }
  }

  /**
   * An attribute's value, of whichever type.
   *
   * @param tensor null without
   * @param hasGraph whether it holds a graph of its own, as the branches of an {@code If} do
   */
  record OnnxAttribute(
      List<Long> integers, float real, String text, Tensor tensor, boolean hasGraph) {}
}
