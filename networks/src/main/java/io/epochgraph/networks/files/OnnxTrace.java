package io.epochgraph.networks.files;

import io.epochgraph.math.LayerKind;
import io.epochgraph.networks.files.OnnxGraph.OnnxInput;
import io.epochgraph.networks.files.OnnxGraph.OnnxNode;
import io.epochgraph.networks.files.OnnxValue.Features;
import io.epochgraph.networks.files.OnnxValue.Integers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows a network's input through the nodes of an ONNX graph, in the file's order, which ONNX
 * wants to be that of the data, and notes the layers that it meets.
 *
 * <p>Channels keep their identity through activations, normalisations and whatever else works value
 * by value; these add nothing to a graph. A node that mixes channels or positions and is no layer
 * has no place in one, and is refused.
 */
final class OnnxTrace {

  private static final int MOST_NODES = 100_000;

  private final OnnxLayers layers = new OnnxLayers();
  private final OnnxLayering layering = new OnnxLayering(layers);
  private final OnnxShaping shaping = new OnnxShaping();
  private final OnnxJoining joining = new OnnxJoining(layers);
  private final Map<String, OnnxValue> values = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();

  private OnnxTrace() {}

  /**
   * The layers of a graph.
   *
   * @param input channels first, without batch, where it is given; else the file's
   * @throws IllegalArgumentException naming the node that has no place and why
   */
  static PlacedLayers layers(OnnxGraph graph, Optional<List<Integer>> input) {
    var trace = new OnnxTrace();
    if (graph.nodes().size() > MOST_NODES) {
      throw new IllegalArgumentException(
          "%d nodes: want at most %d".formatted(graph.nodes().size(), MOST_NODES));
    }
    trace.begin(graph, input);
    for (OnnxNode node : graph.nodes()) {
      trace.follow(node);
    }
    return trace.layers.placed();
  }

  /** The one input with the shape {@code [batch, channels, ...]}. */
  static List<Long> inputShape(OnnxGraph graph, Optional<List<Integer>> given) {
    if (graph.inputs().size() != 1) {
      throw new IllegalArgumentException(
          "inputs %s: want one".formatted(graph.inputs().stream().map(OnnxInput::name).toList()));
    }
    List<Long> declared = graph.inputs().getFirst().shape();
    List<Long> shape = new ArrayList<>(declared.isEmpty() ? List.of(1L) : declared);
    given.ifPresent(
        numbers -> {
          shape.subList(1, shape.size()).clear();
          numbers.forEach(extent -> shape.add((long) extent));
        });
    if (shape.size() < 2) {
      throw new IllegalArgumentException(
          "input %s has no shape in the file: want it given, say 3x224x224"
              .formatted(Printable.quoted(graph.inputs().getFirst().name())));
    }
    if (shape.getFirst() == OnnxGraph.UNKNOWN) {
      shape.set(0, 1L);
    }
    return shape;
  }

  private void begin(OnnxGraph graph, Optional<List<Integer>> input) {
    graph.initialisers().forEach((name, tensor) -> values.put(name, OnnxIntegers.of(tensor)));
    values.put(
        graph.inputs().isEmpty() ? "" : graph.inputs().getFirst().name(),
        Features.of(OnnxLayers.INPUT, new BitSet(), inputShape(graph, input)));
    graph.outputs().forEach(name -> uses.merge(name, 1, Integer::sum));
    for (OnnxNode node : graph.nodes()) {
      node.inputs().forEach(name -> uses.merge(name, 1, Integer::sum));
    }
  }

  private void follow(OnnxNode node) {
    try {
      List<OnnxValue> inputs = node.inputs().stream().map(this::value).toList();
      OnnxValue output = output(node, inputs);
      for (int i = 0; i < node.outputs().size(); i++) {
        if (!node.outputs().get(i).isEmpty()) {
          OnnxValue given = i == 0 ? output : new OnnxValue.Constant();
          if (values.put(node.outputs().get(i), given) != null) {
            throw new IllegalArgumentException(
                "it gives %s, which is given before"
                    .formatted(Printable.quoted(node.outputs().get(i))));
          }
        }
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "node %s (%s): %s"
              .formatted(
                  Printable.quoted(node.label()),
                  node.operator().replaceAll("\\p{IsControl}", "·"),
                  e.getMessage()),
          e);
    }
  }

  private OnnxValue value(String name) {
    if (name.isEmpty()) {
      return new OnnxValue.Constant();
    }
    OnnxValue value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "it takes %s, which no initialiser and no node before it gives"
              .formatted(Printable.quoted(name)));
    }
    return value instanceof Features features ? features.shared(uses.get(name) > 1) : value;
  }

  private OnnxValue output(OnnxNode node, List<OnnxValue> inputs) {
    if (!node.domain().isEmpty() && !node.domain().equals("ai.onnx")) {
      throw new IllegalArgumentException(
          "its domain is %s: want ONNX's own operators".formatted(Printable.quoted(node.domain())));
    }
    if (node.attributes().values().stream().anyMatch(OnnxGraph.OnnxAttribute::hasGraph)) {
      throw new IllegalArgumentException("it holds a graph of its own: want one without branches");
    }
    List<Features> features =
        inputs.stream().filter(Features.class::isInstance).map(Features.class::cast).toList();
    if (features.isEmpty()) {
      return OnnxIntegers.compute(node, inputs);
    }
    Features first = features.getFirst();
    OnnxOperator operator = OnnxOperator.of(node.operator());
    if (!operator.slides() && features.stream().anyMatch(part -> !part.padding().isEmpty())) {
      throw new IllegalArgumentException(
          "padding before it: want a convolution or a pooling behind a Pad node");
    }
    if (features.size() > 1 && !operator.joins()) {
      throw new IllegalArgumentException(operator.whyNotTwo());
    }
    if (!operator.joins() && inputs.getFirst() != first) {
      throw new IllegalArgumentException("its first input is constant: want the network's data");
    }
    if (first.reduced() && !operator.worksByValue()) {
      throw new IllegalArgumentException("it takes a statistic over channels: want channels");
    }
    return switch (operator) {
      case BY_VALUE -> first;
      case SHAPE -> shape(node, first);
      case CONVOLUTION -> layering.convolution(node, first, inputs, LayerKind.CONVOLUTION);
      case TRANSPOSED_CONVOLUTION ->
          layering.convolution(node, first, inputs, LayerKind.TRANSPOSED_CONVOLUTION);
      case GEMM -> layering.gemm(node, first, inputs);
      case MATRIX_PRODUCT -> layering.linear(node, first, OnnxLayering.stored(inputs), true);
      case POOLING -> layering.pooling(node, first);
      case GLOBAL_POOLING -> layering.overAll(node, first, true);
      case REDUCTION -> layering.reduction(node, first, inputs);
      case PADDING -> shaping.padded(node, first, inputs);
      case RESHAPING -> shaping.reshaped(node, first, inputs);
      case TRANSPOSING -> shaping.transposed(node, first);
      case CONCATENATION -> joining.concatenated(node, inputs);
      case SUM -> joining.sum(node, features);
      case COMBINATION -> joining.combined(node, features);
    };
  }

  private static OnnxValue shape(OnnxNode node, Features input) {
    int rank = input.shape().size();
    long start = node.integer("start", 0);
    long end = node.integer("end", rank);
    int from = Math.clamp(start < 0 ? start + rank : start, 0, rank);
    int to = Math.clamp(end < 0 ? end + rank : end, from, rank);
    return new Integers(input.shape().subList(from, to));
  }
}
