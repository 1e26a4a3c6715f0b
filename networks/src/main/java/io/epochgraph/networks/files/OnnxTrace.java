package io.epochgraph.networks.files;

import io.epochgraph.math.LayerKind;
import io.epochgraph.math.Window;
import io.epochgraph.networks.files.OnnxGraph.OnnxInput;
import io.epochgraph.networks.files.OnnxGraph.OnnxNode;
import io.epochgraph.networks.files.OnnxValue.Features;
import io.epochgraph.networks.files.OnnxValue.Integers;
import io.epochgraph.networks.files.OnnxValue.Stored;
import java.util.ArrayList;
import java.util.Arrays;
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
      case CONVOLUTION -> convolution(node, first, inputs, LayerKind.CONVOLUTION);
      case TRANSPOSED_CONVOLUTION ->
          convolution(node, first, inputs, LayerKind.TRANSPOSED_CONVOLUTION);
      case GEMM -> gemm(node, first, inputs);
      case MATRIX_PRODUCT -> linear(node, first, stored(inputs), true);
      case POOLING -> pooling(node, first);
      case GLOBAL_POOLING -> overAll(node, first, true);
      case REDUCTION -> reduction(node, first, inputs);
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

  private Features convolution(
      OnnxNode node, Features input, List<OnnxValue> inputs, LayerKind kind) {
    Stored weights = stored(inputs);
    int[] extents = weights.tensor().extents();
    if (extents.length != input.shape().size() || extents.length < 3 || weights.turned()) {
      throw new IllegalArgumentException(
          "weights %s over an input of shape %s: want as many axes, 3 or more"
              .formatted(weights.tensor().shape(), input.shape()));
    }
    requireChannelsSecond(input);
    List<Integer> kernel = Arrays.stream(extents).skip(2).boxed().toList();
    boolean transposed = kind == LayerKind.TRANSPOSED_CONVOLUTION;
    int groups = Math.toIntExact(node.integer("group", 1));
    OnnxWindows windows =
        transposed
            ? OnnxWindows.transposed(node, input, kernel)
            : OnnxWindows.convolution(node, input, kernel);
    long wanted = transposed ? extents[0] : Math.multiplyExact((long) extents[1], groups);
    if (input.channels() != OnnxGraph.UNKNOWN && input.channels() != wanted) {
      throw new IllegalArgumentException(
          "weights for %d channels: want %d".formatted(wanted, input.channels()));
    }
    long outputs = transposed ? Math.multiplyExact((long) extents[1], groups) : extents[0];
    List<Long> shape = new ArrayList<>(List.of(input.shape().getFirst(), outputs));
    shape.addAll(windows.spatial());
    return layers.weights(node, kind, weights, groups, windows, input, shape);
  }

  private Features gemm(OnnxNode node, Features input, List<OnnxValue> inputs) {
    if (node.integer("transA", 0) != 0 || node.real("alpha", 1) != 1) {
      throw new IllegalArgumentException("transA or alpha: want a linear layer, x·W + b");
    }
    if (!input.isFlat()) {
      throw new IllegalArgumentException(
          "an input of shape %s: want a flat one".formatted(input.shape()));
    }
    return linear(node, input, stored(inputs), node.integer("transB", 0) == 0);
  }

  /**
   * A linear layer, position by position where the features are not flat.
   *
   * @param inputsFirst whether the node takes the weights as {@code [in, out]}
   */
  private Features linear(OnnxNode node, Features input, Stored weights, boolean inputsFirst) {
    List<Long> stored = weights.tensor().shape();
    if (stored.size() != 2) {
      throw new IllegalArgumentException("weights of shape %s: want a matrix".formatted(stored));
    }
    boolean turned = weights.turned() != inputsFirst;
    long inputs = turned ? stored.get(0) : stored.get(1);
    long outputs = turned ? stored.get(1) : stored.get(0);
    int last = input.shape().size() - 1;
    if (input.channelAxis() != last) {
      throw new IllegalArgumentException(
          "it works along positions, not channels, of shape %s: such layers have no place in a graph of channels"
              .formatted(input.shape()));
    }
    if (input.channels() != OnnxGraph.UNKNOWN && input.channels() != inputs) {
      throw new IllegalArgumentException(
          "weights for %d inputs: want %d".formatted(inputs, input.channels()));
    }
    List<Long> shape = new ArrayList<>(input.shape());
    shape.set(last, outputs);
    return layers.weights(
        node, LayerKind.LINEAR, new Stored(weights.tensor(), turned), 1, null, input, shape);
  }

  private Features pooling(OnnxNode node, Features input) {
    requireChannelsSecond(input);
    OnnxWindows windows = OnnxWindows.pooling(node, input);
    if (windows.passes()) {
      return input;
    }
    List<Long> shape = new ArrayList<>(input.shape().subList(0, 2));
    shape.addAll(windows.spatial());
    return layers.pooling(node, windows.window(), input, shape);
  }

  private Features overAll(OnnxNode node, Features input, boolean keepAxes) {
    if (input.isFlat()) {
      throw new IllegalArgumentException(
          "an input of shape %s: want positions to pool".formatted(input.shape()));
    }
    if (!input.padding().isEmpty()) {
      throw new IllegalArgumentException("a pooling over all positions behind a Pad node");
    }
    List<Long> shape = new ArrayList<>();
    for (int axis = 0; axis < input.shape().size(); axis++) {
      if (axis == 0 || axis == input.channelAxis()) {
        shape.add(input.shape().get(axis));
      } else if (keepAxes) {
        shape.add(1L);
      }
    }
    return layers.pooling(node, Window.NONE, input, shape);
  }

  private OnnxValue reduction(OnnxNode node, Features input, List<OnnxValue> inputs) {
    List<Long> axes =
        inputs.size() > 1 && inputs.get(1) instanceof Integers given
            ? given.values()
            : node.integers("axes");
    int rank = input.shape().size();
    List<Integer> over =
        axes.stream().map(axis -> Math.toIntExact(axis < 0 ? axis + rank : axis)).sorted().toList();
    boolean keepAxes = node.integer("keepdims", 1) != 0;
    if (over.equals(List.of(input.channelAxis())) && keepAxes) {
      return input.asStatistic();
    }
    List<Integer> spatial = Arrays.stream(input.spatialAxes()).boxed().toList();
    if (!over.equals(spatial) || spatial.isEmpty() || input.reduced()) {
      throw new IllegalArgumentException(
          "axes %s of shape %s: want all positions, %s, or with keepdims the channels alone"
              .formatted(axes, input.shape(), spatial));
    }
    return overAll(node, input, keepAxes);
  }

  private static Stored stored(List<OnnxValue> inputs) {
    if (inputs.size() > 1 && inputs.get(1) instanceof Stored stored) {
      return stored;
    }
    throw new IllegalArgumentException(
        "its weights are computed in the graph or missing: want a tensor of the file");
  }

  private static void requireChannelsSecond(Features input) {
    if (input.channelAxis() != 1 || input.isFlat()) {
      throw new IllegalArgumentException(
          "channels on axis %d of shape %s: want [batch, channels, positions...]"
              .formatted(input.channelAxis(), input.shape()));
    }
  }
}
