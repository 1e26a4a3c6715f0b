package io.epochgraph.networks.files;

import io.epochgraph.math.LayerKind;
import io.epochgraph.math.Window;
import io.epochgraph.networks.files.OnnxGraph.OnnxNode;
import io.epochgraph.networks.files.OnnxValue.Features;
import io.epochgraph.networks.files.OnnxValue.Integers;
import io.epochgraph.networks.files.OnnxValue.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Nodes that are layers of a graph: convolutions, linear layers and poolings. */
final class OnnxLayering {

  private final OnnxLayers layers;

  OnnxLayering(OnnxLayers layers) {
    this.layers = layers;
  }

  Features convolution(OnnxNode node, Features input, List<OnnxValue> inputs, LayerKind kind) {
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

  Features gemm(OnnxNode node, Features input, List<OnnxValue> inputs) {
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
  Features linear(OnnxNode node, Features input, Stored weights, boolean inputsFirst) {
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

  Features pooling(OnnxNode node, Features input) {
    requireChannelsSecond(input);
    OnnxWindows windows = OnnxWindows.pooling(node, input);
    if (windows.passes()) {
      return input;
    }
    List<Long> shape = new ArrayList<>(input.shape().subList(0, 2));
    shape.addAll(windows.spatial());
    return layers.pooling(node, windows.window(), input, shape);
  }

  Features overAll(OnnxNode node, Features input, boolean keepAxes) {
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

  OnnxValue reduction(OnnxNode node, Features input, List<OnnxValue> inputs) {
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

  static Stored stored(List<OnnxValue> inputs) {
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
