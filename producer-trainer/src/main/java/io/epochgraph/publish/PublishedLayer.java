package io.epochgraph.publish;

import io.epochgraph.math.DType;
import io.epochgraph.math.LayerKind;
import io.epochgraph.math.LayerShape;
import io.epochgraph.trainer.network.LayerGeometry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/**
 * One layer of an epoch and its weights, in PyTorch's layout.
 *
 * <p>The bytes stay the caller's: {@link RunPublication#epoch} copies them, and the caller may
 * change them as soon as it has returned. The buffer's position and limit are never moved.
 *
 * @param shape the layer's name, kind, weight shape and groups
 * @param window how it slides over its input; {@link LayerWindow#NONE} for a linear layer
 * @param dtype of the weights; null for a pooling
 * @param weights what remains in the buffer, little-endian and row-major, exactly the shape's
 *     product times the dtype's width; empty for a pooling
 */
public record PublishedLayer(
    LayerShape shape, LayerWindow window, DType dtype, ByteBuffer weights) {

  /**
   * @throws IllegalArgumentException if the parts do not agree; it names the layer
   */
  public PublishedLayer {
    int[] weightShape = shape.weightShape();
    switch (shape.kind()) {
      case CONVOLUTION -> {
        check(shape, window.kernel().isEmpty(), "a kernel beside the weight shape", "none");
        window.checkAxes(shape.name(), weightShape.length - 2);
      }
      case LINEAR -> check(shape, window.equals(LayerWindow.NONE), "a window " + window, "none");
      case POOLING -> {
        check(shape, !window.kernel().isEmpty(), "no kernel", "one number per spatial axis");
        window.checkAxes(shape.name(), window.kernel().size());
      }
    }
    boolean weightless = shape.kind() == LayerKind.POOLING;
    check(
        shape,
        weightless == (dtype == null),
        "dtype " + dtype,
        weightless ? "none" : "one of " + List.of(DType.values()));
    long wanted = weightless ? 0 : bytes(shape, dtype);
    check(
        shape,
        weights.remaining() == wanted,
        weights.remaining() + " bytes of weights",
        wanted + " bytes");
    weights = weights.asReadOnlyBuffer();
  }

  /** A convolution; {@code weights} in the order {@code [out, in / groups, kernel...]}. */
  public static PublishedLayer convolution(
      LayerShape shape, LayerWindow window, DType dtype, ByteBuffer weights) {
    return new PublishedLayer(shape, window, dtype, weights);
  }

  /** A linear layer; {@code weights} in the order {@code [out, in]}. */
  public static PublishedLayer linear(LayerShape shape, DType dtype, ByteBuffer weights) {
    return new PublishedLayer(shape, LayerWindow.NONE, dtype, weights);
  }

  /** A pooling, which has no weights. */
  public static PublishedLayer pooling(String name, LayerWindow window) {
    return new PublishedLayer(LayerShape.pooling(name), window, null, ByteBuffer.allocate(0));
  }

  /** A layer as the trainer's networks describe it. */
  public static PublishedLayer of(LayerGeometry geometry, DType dtype, ByteBuffer weights) {
    if (geometry.kind() == LayerGeometry.Kind.POOLING) {
      return pooling(geometry.name(), window(geometry));
    }
    int[] weightShape = geometry.weightShape().stream().mapToInt(Integer::intValue).toArray();
    var kind = LayerKind.valueOf(geometry.kind().name());
    var shape = new LayerShape(geometry.name(), kind, weightShape, geometry.groups());
    return new PublishedLayer(shape, window(geometry), dtype, weights);
  }

  private static LayerWindow window(LayerGeometry geometry) {
    return new LayerWindow(
        geometry.kernel(), geometry.stride(), geometry.padding(), geometry.dilation());
  }

  /** Bytes of one output row; 0 for a pooling. */
  long rowBytes() {
    return dtype == null ? 0 : (long) shape.rowLength() * dtype.bytes();
  }

  /** The kind as the contract writes it. */
  String kind() {
    return shape.kind().name().toLowerCase(Locale.ROOT);
  }

  private static long bytes(LayerShape shape, DType dtype) {
    try {
      return Math.multiplyExact(shape.weights(), dtype.bytes());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "layer %s: %d weights: more than can be published".formatted(shape, shape.weights()), e);
    }
  }

  private static void check(LayerShape shape, boolean right, String found, String wanted) {
    if (!right) {
      throw new IllegalArgumentException("layer %s: %s: want %s".formatted(shape, found, wanted));
    }
  }
}
