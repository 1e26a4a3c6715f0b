package io.epochgraph.networks.files;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What an ONNX graph's nodes hand on. */
sealed interface OnnxValue {

  /**
   * A tensor of the file.
   *
   * @param turned whether the graph exchanges its two axes
   */
  record Stored(Tensor tensor, boolean turned) implements OnnxValue {}

  /**
   * A few integers: a shape, axes, indices. {@link OnnxGraph#UNKNOWN} where a file leaves it open.
   */
  record Integers(List<Long> values) implements OnnxValue {
    public Integers {
      values = List.copyOf(values);
    }
  }

  /** Anything else that does not depend on the network's input. */
  record Constant() implements OnnxValue {}

  /**
   * The outputs of layers.
   *
   * @param sources the layers, joined by channel; {@link OnnxLayers#INPUT} is the network's input
   * @param shape batch first, {@link OnnxGraph#UNKNOWN} for what is not known
   * @param channelAxis where in the shape the channels are, 1 or the last
   * @param positions of each channel that stand one after the other on the channels' axis: 1 unless
   *     the features were flattened
   * @param padding before and after each spatial axis, that a Pad node left for the next window;
   *     empty without
   * @param reduced whether this is a statistic over the channels, good for normalising alone
   * @param exclusive whether nothing else takes what the layer gives
   * @param ancestors the layers that it depends on, the sources among them
   */
  record Features(
      List<Integer> sources,
      List<Long> shape,
      int channelAxis,
      long positions,
      List<Integer> padding,
      boolean reduced,
      boolean exclusive,
      BitSet ancestors)
      implements OnnxValue {

    public Features {
      sources = List.copyOf(sources);
      shape = List.copyOf(shape);
      padding = List.copyOf(padding);
    }

    /** What a layer gives, channels on axis 1. */
    static Features of(int layer, BitSet ancestors, List<Long> shape) {
      return new Features(List.of(layer), shape, 1, 1, List.of(), false, true, ancestors);
    }

    boolean isFlat() {
      return shape.size() == 2;
    }

    long channels() {
      return shape.get(channelAxis);
    }

    /** Numbers of the spatial axes within the shape. */
    int[] spatialAxes() {
      int[] axes = new int[shape.size() - 2];
      Arrays.setAll(axes, axis -> axis + 1 < channelAxis ? axis + 1 : axis + 2);
      if (channelAxis == shape.size() - 1) {
        Arrays.setAll(axes, axis -> axis + 1);
      }
      return axes;
    }

    /** Extents of the spatial axes. */
    List<Long> spatial() {
      return Arrays.stream(spatialAxes()).mapToObj(shape::get).toList();
    }

    /** Positions of a channel; {@link OnnxGraph#UNKNOWN} where an extent is. */
    long area() {
      return product(spatial());
    }

    Features shaped(List<Long> other, int axis, long perChannel) {
      return new Features(sources, other, axis, perChannel, padding, reduced, exclusive, ancestors);
    }

    Features padded(List<Integer> more) {
      return new Features(
          sources, shape, channelAxis, positions, more, reduced, exclusive, ancestors);
    }

    Features asStatistic() {
      return new Features(
          sources, shape, channelAxis, positions, padding, true, exclusive, ancestors);
    }

    /** The same where others take it, too. */
    Features shared(boolean others) {
      return new Features(
          sources,
          shape,
          channelAxis,
          positions,
          padding,
          reduced,
          exclusive && !others,
          ancestors);
    }

    /** The product, {@link OnnxGraph#UNKNOWN} where a factor is. */
    static long product(List<Long> extents) {
      long product = 1;
      for (long extent : extents) {
        if (extent == OnnxGraph.UNKNOWN) {
          return OnnxGraph.UNKNOWN;
        }
        product = Math.multiplyExact(product, extent);
      }
      return product;
    }
  }
}
