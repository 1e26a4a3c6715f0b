package io.epochgraph.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of what each layer of a network gives for an input of a certain shape: {@code
 * [channels, spatial...]}, or {@code [units]} of a flat one. Flat is as good as a single position.
 *
 * <p>Along each spatial axis of extent n, a convolution or pooling of kernel k gives {@code ⌊(n +
 * padding before + padding after − dilation (k − 1) − 1) / stride⌋ + 1} positions, a transposed
 * convolution {@code (n − 1) stride − padding before − padding after + dilation (k − 1) + output
 * padding + 1}. A pooling without a kernel leaves one position. A linear layer with as many inputs
 * as there are channels works position by position; with as many as there are channels and
 * positions together it takes them flattened, channel by channel, and gives a flat output.
 */
public final class Positions {
  private static final int MOST_AXES = 3;
  private static final int[] FLAT = new int[0];

  private final Network network;
  private final int[] input;
  private final List<int[]> spatial = new ArrayList<>(); // (layers)

  private Positions(Network network, int[] input) {
    this.network = network;
    this.input = input;
  }

  /**
   * Follows the input through the layers.
   *
   * @param input {@code [channels, spatial...]} with up to three spatial axes, or {@code [units]};
   *     what a first linear layer takes as a whole may have its unflattened shape
   * @throws IllegalArgumentException if a layer does not fit what it takes, or gives more nodes
   *     than an {@code int} counts; the message names it
   */
  public static Positions of(Network network, int... input) {
    var positions = new Positions(network, spatialOf(network, input));
    for (int layer = 0; layer < network.layers().size(); layer++) {
      int[] given = positions.follow(layer);
      positions.spatial.add(given);
      positions.checkSum(layer);
      positions.checkSize(layer);
    }
    return positions;
  }

  /** The shape of a layer's output, {@code [channels, spatial...]}. */
  public int[] shape(int layer) {
    return joined(network.channels(layer), spatial(layer));
  }

  /** Positions of each channel of a layer's output, or of the input's for {@code -1}. */
  public int count(int layer) {
    return product(spatial(layer));
  }

  /** Nodes of a layer's output. */
  int nodes(int layer) {
    return network.channels(layer) * count(layer);
  }

  /** The positions of what a layer takes, {@code (axes)}. */
  int[] fields(int layer) {
    List<Integer> before = network.predecessors(layer);
    int[] first = spatial(before.getFirst());
    for (int other : before) {
      int[] extent = spatial(other);
      if (!areEqual(first, extent)) {
        throw invalid(
            layer,
            "takes "
                + before.stream().map(this::described).collect(Collectors.joining(" and "))
                + " together; want equal positions");
      }
      first = extent.length > first.length ? extent : first;
    }
    return first;
  }

  /** The positions of a layer's output, {@code (axes)}. */
  int[] spatial(int layer) {
    return layer == Network.INPUT_INDEX ? input : spatial.get(layer);
  }

  /** Whether a layer is linear and takes all positions of its input at once. */
  boolean flattens(int layer) {
    LayerSpec spec = network.layers().get(layer);
    return spec.kind() == LayerKind.LINEAR && spec.inputs() != network.inputChannels(layer);
  }

  private int[] follow(int layer) {
    LayerSpec spec = network.layers().get(layer);
    int[] fields = fields(layer);
    return switch (spec.kind()) {
      case CONVOLUTION, TRANSPOSED_CONVOLUTION -> {
        int[] shape = spec.weightShape();
        yield slide(layer, fields, Arrays.copyOfRange(shape, 2, shape.length));
      }
      case POOLING -> {
        int[] kernel = spec.window().kernel().stream().mapToInt(Integer::intValue).toArray();
        yield kernel.length == 0 ? Sliding.global(fields).anchors() : slide(layer, fields, kernel);
      }
      case LINEAR -> linear(layer, fields);
      case IDENTITY -> fields;
    };
  }

  private int[] linear(int layer, int[] fields) {
    if (!flattens(layer)) {
      return fields;
    }
    int channels = network.inputChannels(layer);
    long units = (long) channels * product(fields);
    if (network.layers().get(layer).inputs() != units) {
      throw invalid(
          layer,
          "takes %d inputs, but is given %s; want %d, or %d to work position by position"
              .formatted(
                  network.layers().get(layer).inputs(),
                  Arrays.toString(joined(channels, fields)),
                  units,
                  channels));
    }
    return FLAT;
  }

  private int[] slide(int layer, int[] fields, int[] kernel) {
    if (fields.length != kernel.length) {
      throw invalid(
          layer,
          "slides along %d spatial axes, but is given %s; want as many axes behind the channels"
              .formatted(
                  kernel.length, Arrays.toString(joined(network.inputChannels(layer), fields))));
    }
    int[] extent = new int[kernel.length];
    for (int axis = 0; axis < extent.length; axis++) {
      long positions = positions(layer, axis, fields[axis], kernel);
      if (positions < 1 || positions > Integer.MAX_VALUE) {
        throw invalid(
            layer,
            "gives %d positions along spatial axis %d, a kernel of %d over %d with %s; want 1 or more"
                .formatted(
                    positions,
                    axis,
                    kernel[axis],
                    fields[axis],
                    network.layers().get(layer).window()));
      }
      extent[axis] = (int) positions;
    }
    return extent;
  }

  private long positions(int layer, int axis, int extent, int[] kernel) {
    LayerSpec spec = network.layers().get(layer);
    Window window = spec.window();
    long padding = (long) window.paddingBefore(axis) + window.paddingAfter(axis, kernel.length);
    long reach = window.dilation(axis) * (kernel[axis] - 1L) + 1;
    return spec.kind() == LayerKind.TRANSPOSED_CONVOLUTION
        ? (extent - 1L) * window.stride(axis) - padding + reach + window.outputPadding(axis)
        : Math.floorDiv(extent + padding - reach, window.stride(axis)) + 1;
  }

  private void checkSum(int layer) {
    int sum = network.sum(layer);
    if (sum != layer && !areEqual(spatial(layer), spatial(sum))) {
      throw invalid(
          layer,
          "gives %s, but is added to %s; want equal positions"
              .formatted(Arrays.toString(shape(layer)), described(sum)));
    }
  }

  private void checkSize(int layer) {
    long nodes = network.channels(layer);
    for (int extent : spatial(layer)) {
      nodes = nodes > Integer.MAX_VALUE ? nodes : nodes * extent;
    }
    if (nodes > Integer.MAX_VALUE) {
      throw invalid(
          layer,
          "gives %s, more nodes than %d"
              .formatted(Arrays.toString(shape(layer)), Integer.MAX_VALUE));
    }
  }

  private String described(int layer) {
    return "%s of %s"
        .formatted(
            Arrays.toString(shape(layer)),
            layer == Network.INPUT_INDEX
                ? "the input"
                : "layer '%s'".formatted(network.layers().get(layer).name()));
  }

  private IllegalArgumentException invalid(int layer, String what) {
    return new IllegalArgumentException(
        "layer '%s' %s".formatted(network.layers().get(layer).name(), what));
  }

  private static int[] spatialOf(Network network, int[] input) {
    int channels = network.inputChannels();
    long nodes = 1;
    for (int extent : input) {
      nodes = extent < 1 || nodes > Integer.MAX_VALUE ? Long.MAX_VALUE : nodes * extent;
    }
    if (input.length > 0 && nodes <= Integer.MAX_VALUE) {
      if (input[0] == channels && input.length <= 1 + MOST_AXES) {
        return Arrays.copyOfRange(input, 1, input.length);
      }
      if (nodes == channels) {
        return FLAT;
      }
    }
    throw new IllegalArgumentException(
        "input shape %s: want [%d, spatial...] with up to %d spatial axes and %d nodes, as the first layers take %d channels"
            .formatted(Arrays.toString(input), channels, MOST_AXES, Integer.MAX_VALUE, channels));
  }

  private static boolean areEqual(int[] a, int[] b) {
    return Arrays.equals(a, b) || (product(a) == 1 && product(b) == 1);
  }

  private static int product(int[] extents) {
    return Arrays.stream(extents).reduce(1, (a, b) -> a * b);
  }

  private static int[] joined(int channels, int[] spatial) {
    int[] shape = new int[1 + spatial.length];
    shape[0] = channels;
    System.arraycopy(spatial, 0, shape, 1, spatial.length);
    return shape;
  }
}
