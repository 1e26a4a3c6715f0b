package io.epochgraph.publish;

import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One layer of an epoch and its weights, in PyTorch's layout.
 *
 * <p>The bytes stay the caller's: {@link RunPublication#epoch} copies them, and the caller may
 * change them as soon as it has returned. The buffer's position and limit are never moved.
 *
 * @param spec what the layer is and what it is joined to
 * @param dtype of the weights; null for a layer without
 * @param weights what remains in the buffer, little-endian and row-major, exactly the shape's
 *     product times the dtype's width; empty for a layer without weights
 */
public record PublishedLayer(LayerSpec spec, DType dtype, ByteBuffer weights) {

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
    long wanted = weightless ? 0 : bytes(spec, dtype);
    check(
        spec,
        weights.remaining() == wanted,
        weights.remaining() + " bytes of weights",
        wanted + " bytes");
    weights = weights.asReadOnlyBuffer();
  }

  /** A layer with weights, row-major in the order of its weight shape. */
  public static PublishedLayer of(LayerSpec spec, DType dtype, ByteBuffer weights) {
    return new PublishedLayer(spec, dtype, weights);
  }

  /** A layer without weights: a pooling or an identity. */
  public static PublishedLayer weightless(LayerSpec spec) {
    return new PublishedLayer(spec, null, ByteBuffer.allocate(0));
  }

  /** Bytes of one row; 0 for a layer without weights. */
  long rowBytes() {
    return dtype == null ? 0 : (long) spec.rowLength() * dtype.bytes();
  }

  private static long bytes(LayerSpec shape, DType dtype) {
    try {
      return Math.multiplyExact(shape.weights(), dtype.bytes());
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
