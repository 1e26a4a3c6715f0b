package io.epochgraph.networks.files;

import io.epochgraph.networks.files.OnnxGraph.OnnxAttribute;
import io.epochgraph.networks.files.OnnxGraph.OnnxInput;
import io.epochgraph.networks.files.OnnxGraph.OnnxNode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads the messages of onnx.proto that a graph is made of; the numbers are its fields'. */
final class OnnxReader {

  /** More than any network has, and few enough to be held whatever a file says. */
  private static final int MOST_ITEMS = 5_000_000;

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final ExternalData external;
  private int items;

  /**
   * @param external where tensors outside the model are
   */
  OnnxReader(ExternalData external) {
    this.external = external;
  }

  /**
   * Reads a ModelProto.
   *
   * @throws IllegalArgumentException if it is none
   * @throws IOException if a file of external data cannot be read
   */
  OnnxGraph model(MemorySegment file) throws IOException {
    var model = new WireReader(file);
    WireReader graph = null;
    while (model.next()) {
      if (model.field() == 7 && graph == null) {
        graph = model.message();
      } else {
        model.skip();
      }
    }
    if (graph == null) {
      throw new IllegalArgumentException("no graph: want an ONNX model");
    }
    return graph(graph);
  }

  private OnnxGraph graph(WireReader message) throws IOException {
    var nodes = new ArrayList<OnnxNode>();
    var initialisers = new LinkedHashMap<String, Tensor>();
    var inputs = new ArrayList<OnnxInput>();
    var outputs = new ArrayList<String>();
    while (message.next()) {
      count();
      switch (message.field()) {
        case 1 -> nodes.add(node(message.message()));
        case 5 -> {
          Tensor tensor = new OnnxTensorReader(external).read(message.message());
          if (initialisers.put(tensor.name(), tensor) != null) {
            throw new IllegalArgumentException(
                "two initialisers named " + Printable.quoted(tensor.name()));
          }
        }
        case 11 -> inputs.add(input(message.message()));
        case 12 -> outputs.add(input(message.message()).name());
        case 15 ->
            throw new IllegalArgumentException(
                "a sparse initialiser: want dense ones; convert it before it is saved");
        default -> message.skip();
      }
    }
    inputs.removeIf(input -> initialisers.containsKey(input.name()));
    return new OnnxGraph(nodes, initialisers, inputs, outputs);
  }

  private OnnxNode node(WireReader message) throws IOException {
    String name = "";
    String operator = "";
    String domain = "";
    var inputs = new ArrayList<String>();
    var outputs = new ArrayList<String>();
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
    while (message.next()) {
      count();
      switch (message.field()) {
        case 1 -> inputs.add(message.text());
        case 2 -> outputs.add(message.text());
        case 3 -> name = message.text();
        case 4 -> operator = message.text();
        case 5 -> attribute(message.message(), attributes);
        case 7 -> domain = message.text();
        default -> message.skip();
      }
    }
    return new OnnxNode(name, operator, domain, inputs, outputs, attributes);
  }

  private void attribute(WireReader message, Map<String, OnnxAttribute> attributes)
      throws IOException {
    String name = "";
    var integers = new ArrayList<Long>();
    float real = 0;
    String text = "";
    Tensor tensor = null;
    boolean graph = false;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> name = message.text();
        case 2 -> {
          MemorySegment bytes = message.fixed();
          real = bytes.byteSize() == Float.BYTES ? bytes.get(FLOAT, 0) : Float.NaN;
        }
        case 3, 8 ->
            message.integers(
                value -> {
                  count();
                  integers.add(value);
                });
        case 4 -> text = message.text();
        case 5 -> tensor = new OnnxTensorReader(external).read(message.message());
        case 6, 11 -> {
          graph = true;
          message.skip();
        }
        default -> message.skip();
      }
    }
    attributes.put(name, new OnnxAttribute(List.copyOf(integers), real, text, tensor, graph));
  }

  /** A ValueInfoProto: TypeProto 2, Tensor 1, TensorShapeProto 2, Dimension 1, dim_value 1. */
  private OnnxInput input(WireReader message) {
    String name = "";
    var shape = new ArrayList<Long>();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> name = message.text();
        case 2 -> within(message, 1, type -> within(type, 2, dims -> shape(dims, shape)));
        default -> message.skip();
      }
    }
    return new OnnxInput(name, List.copyOf(shape));
  }

  private void shape(WireReader message, List<Long> shape) {
    within(
        message,
        1,
        dimension -> {
          count();
          long extent = OnnxGraph.UNKNOWN;
          WireReader fields = dimension.message();
          while (fields.next()) {
            if (fields.field() == 1) {
              extent = fields.integer();
            } else {
              fields.skip();
            }
          }
          shape.add(extent < 1 ? OnnxGraph.UNKNOWN : extent);
        });
  }

  private static void within(WireReader outer, int field, Consumer<WireReader> each) {
    WireReader message = outer.message();
    while (message.next()) {
      if (message.field() == field) {
        each.accept(message);
      } else {
        message.skip();
      }
    }
  }

  private void count() {
    if (++items > MOST_ITEMS) {
      throw new IllegalArgumentException(
          "more than %d nodes, names and numbers: want a network".formatted(MOST_ITEMS));
    }
  }
}
