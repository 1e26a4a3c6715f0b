package io.epochgraph.math;

import java.util.Arrays;
import java.util.Objects;

/**
 * A layer's weights without their values.
 *
 * @param name not blank
 * @param weightShape {@code [out, in / groups, kernel...]} with at least one kernel dimension for a
 *     convolution, {@code [out, in]} for a linear layer, {@code []} for pooling; all positive. The
 *     array is copied in and out.
 * @param groups of a convolution, at least 1 and a divisor of {@code out}; 1 for any other layer
 */
@SuppressWarnings("ArrayRecordComponent") // copied and compared by content
public record LayerShape(String name, LayerKind kind, int[] weightShape, int groups) {

  /**
   * @throws IllegalArgumentException if the parts do not agree, or a row has more weights than an
   *     {@code int} counts, or all rows together more than a {@code long}
   */
  public LayerShape {
    Objects.requireNonNull(kind, "kind");
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("layer name '%s' is blank".formatted(name));
    }
    weightShape = weightShape.clone();
    String expected =
        switch (kind) {
          case CONVOLUTION -> weightShape.length >= 3 ? null : "[out, in / groups, kernel...]";
          case LINEAR -> weightShape.length == 2 ? null : "[out, in]";
          case POOLING -> weightShape.length == 0 ? null : "[]";
        };
    if (expected != null) {
      throw invalid(name, kind, weightShape, "expected " + expected);
    }
    if (Arrays.stream(weightShape).anyMatch(size -> size <= 0)) {
      throw invalid(name, kind, weightShape, "every dimension must be positive");
    }
    if (groups < 1 || (kind != LayerKind.CONVOLUTION && groups != 1)) {
      throw invalid(name, kind, weightShape, "groups must not be " + groups);
    }
    if (kind == LayerKind.CONVOLUTION && weightShape[0] % groups != 0) {
      throw invalid(
          name, kind, weightShape, "%d groups do not divide its outputs".formatted(groups));
    }
    try {
      if (kind != LayerKind.POOLING) {
        Math.multiplyExact(weightShape[1], groups);
        Math.multiplyExact((long) weightShape[0], product(weightShape, 1));
      }
    } catch (ArithmeticException e) {
      throw invalid(name, kind, weightShape, "it has more weights than can be counted");
    }
  }

  /** A convolution without groups. */
  public static LayerShape convolution(String name, int outputs, int inputs, int... kernel) {
    int[] shape = new int[2 + kernel.length];
    shape[0] = outputs;
    shape[1] = inputs;
    System.arraycopy(kernel, 0, shape, 2, kernel.length);
    return new LayerShape(name, LayerKind.CONVOLUTION, shape, 1);
  }

  /** A linear layer. */
  public static LayerShape linear(String name, int outputs, int inputs) {
    return new LayerShape(name, LayerKind.LINEAR, new int[] {outputs, inputs}, 1);
  }

  /** A pooling layer. */
  public static LayerShape pooling(String name) {
    return new LayerShape(name, LayerKind.POOLING, new int[0], 1);
  }

  @Override
  public int[] weightShape() {
    return weightShape.clone();
  }

  /** Output channels or units; 0 for pooling. */
  public int outputs() {
    return kind == LayerKind.POOLING ? 0 : weightShape[0];
  }

  /** Input channels of all groups together, or input units; 0 for pooling. */
  public int inputs() {
    return kind == LayerKind.POOLING ? 0 : weightShape[1] * groups;
  }

  /** Rows of the weight tensor seen as a matrix: one per output. */
  public int rows() {
    return outputs();
  }

  /** Weights in one row: {@code in / groups} times the kernel's size; 0 for pooling. */
  public int rowLength() {
    return kind == LayerKind.POOLING ? 0 : product(weightShape, 1);
  }

  /** Weights of one kernel slice; 1 for a linear layer, 0 for pooling. */
  public int kernelSize() {
    return kind == LayerKind.POOLING ? 0 : product(weightShape, 2);
  }

  /** All weights of the layer. */
  public long weights() {
    return (long) rows() * rowLength();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerShape that
        && name.equals(that.name)
        && kind == that.kind
        && Arrays.equals(weightShape, that.weightShape)
        && groups == that.groups;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, kind, Arrays.hashCode(weightShape), groups);
  }

  @Override
  public String toString() {
    return "%s '%s' %s groups %d".formatted(kind, name, Arrays.toString(weightShape), groups);
  }

  private static int product(int[] shape, int from) {
    int product = 1;
    for (int i = from; i < shape.length; i++) {
      product = Math.multiplyExact(product, shape[i]);
    }
    return product;
  }

  private static IllegalArgumentException invalid(
      String name, LayerKind kind, int[] shape, String why) {
    return new IllegalArgumentException(
        "%s layer '%s' with weight shape %s: %s"
            .formatted(kind, name, Arrays.toString(shape), why));
  }
}
