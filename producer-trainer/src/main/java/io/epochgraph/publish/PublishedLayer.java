package io.epochgraph.publish;

import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One layer of an epoch and its weights, in PyTorch's layout.
 *
 * <p>The bytes stay the caller's: {@link RunPublication} says how long they must be left alone. A
 * buffer's position and limit are never moved.
 *
 * @param spec what the layer is and what it is joined to
 * @param dtype of the weights; null for a layer without
 * @param weights where they are read from; never asked for a layer without
 */
public record PublishedLayer(LayerSpec spec, DType dtype, WeightRows weights) {

  private static final WeightRows NONE = (first, count) -> ByteBuffer.allocate(0);

  /**
   * @throws IllegalArgumentException if the parts do not agree; it names the layer
   */
  public PublishedLayer {
    boolean weightless = !spec.kind().hasWeights();
    check(
        spec,
        weightless == (dtype == null),
        "dtype " + dtype,
        weightless ? "none" : "one of " + List.of(DType.values()));
    bytes(spec, dtype);
  }

  /**
   * A layer with weights in memory.
   *
   * @param weights what remains in the buffer, little-endian and row-major in the order of the
   *     weight shape, exactly the shape's product times the dtype's width
   * @throws IllegalArgumentException if it is not; it names the layer
   */
  public static PublishedLayer of(LayerSpec spec, DType dtype, ByteBuffer weights) {
    ByteBuffer all = weights.slice().asReadOnlyBuffer();
    int rowBytes = spec.rows() == 0 ? 0 : all.remaining() / spec.rows();
    var layer =
        new PublishedLayer(
            spec, dtype, (first, count) -> all.slice(first * rowBytes, count * rowBytes));
    long wanted = layer.weightBytes();
    check(
        spec, all.remaining() == wanted, all.remaining() + " bytes of weights", wanted + " bytes");
    return layer;
  }

  /** A layer with weights that are read a few rows at a time, as from a file. */
  public static PublishedLayer of(LayerSpec spec, DType dtype, WeightRows weights) {
    return new PublishedLayer(spec, dtype, weights);
  }

  /** A layer without weights: a pooling or an identity. */
  public static PublishedLayer weightless(LayerSpec spec) {
    return new PublishedLayer(spec, null, NONE);
  }

  /** Bytes of all its weights; 0 for a layer without. */
  long weightBytes() {
    return bytes(spec, dtype);
  }

  /** Bytes of one row; 0 for a layer without weights. */
  long rowBytes() {
    return dtype == null ? 0 : (long) spec.rowLength() * dtype.bytes();
  }

  private static long bytes(LayerSpec shape, DType dtype) {
    try {
      return dtype == null ? 0 : Math.multiplyExact(shape.weights(), dtype.bytes());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "layer %s: %d weights: more than can be published".formatted(shape, shape.weights()), e);
    }
  }

  private static void check(LayerSpec shape, boolean right, String found, String wanted) {
    if (!right) {
      throw new IllegalArgumentException("layer %s: %s: want %s".formatted(shape, found, wanted));
    }
  }
}
