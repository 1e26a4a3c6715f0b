package io.epochgraph.math;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that a graph needs to know of a layer besides its weights: what it is, how large, how it
 * slides, and what it is joined to.
 *
 * @param name not blank
 * @param weightShape {@code [out, in / groups, kernel...]} with at least one kernel axis for a
 *     convolution, {@code [in, out / groups, kernel...]} for a transposed one, {@code [out, in]}
 *     for a linear layer, {@code []} for the others; all positive. The array is copied in and out.
 * @param groups of a convolution, at least 1 and a divisor of the weight shape's first number; 1
 *     for any other layer
 * @param window how it slides; {@link Window#NONE} for a linear layer and an identity
 * @param predecessors the layers whose outputs it takes, joined by channel in this order; {@link
 *     Network#INPUT} is the network's input. Empty: the layer before it that is no shortcut and
 *     adds to no other
 * @param addsTo the layer to whose output its own is added: both share their nodes. Empty: it has
 *     nodes of its own
 * @param shortcut whether it belongs to a residual shortcut, which graphs leave out unless asked;
 *     then it names its predecessors
 */
@SuppressWarnings("ArrayRecordComponent") // copied and compared by content
public record LayerSpec(
    String name,
    LayerKind kind,
    int[] weightShape,
    int groups,
    Window window,
    List<String> predecessors,
    Optional<String> addsTo,
    boolean shortcut) {

  /**
   * @throws IllegalArgumentException if the parts do not agree, or a row has more weights than an
   *     {@code int} counts, or all rows together more than a {@code long}
   */
  public LayerSpec {
    Objects.requireNonNull(kind, "kind");
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("layer name '%s' is blank".formatted(name));
    }
    weightShape = weightShape.clone();
    predecessors = List.copyOf(predecessors);
    checkShape(name, kind, weightShape, groups);
    checkWindow(name, kind, weightShape, window);
    if (shortcut && predecessors.isEmpty()) {
      throw new IllegalArgumentException(
          "layer '%s' is part of a shortcut; it must name its predecessors".formatted(name));
    }
    if (kind == LayerKind.IDENTITY && addsTo.isEmpty()) {
      throw new IllegalArgumentException(
          "layer '%s' is an identity; it must name the layer that it adds to".formatted(name));
    }
    if (kind == LayerKind.POOLING && addsTo.isPresent()) {
      throw new IllegalArgumentException(
          "layer '%s' is pooling; an identity behind it can add it to '%s'"
              .formatted(name, addsTo.get()));
    }
  }

  /** A layer that follows the one before it. */
  public LayerSpec(String name, LayerKind kind, int[] weightShape, int groups) {
    this(name, kind, weightShape, groups, Window.NONE, List.of(), Optional.empty(), false);
  }

  /** A convolution without groups that follows the layer before it, its window the default. */
  public static LayerSpec convolution(String name, int outputs, int inputs, int... kernel) {
    int[] shape = new int[2 + kernel.length];
    shape[0] = outputs;
    shape[1] = inputs;
    System.arraycopy(kernel, 0, shape, 2, kernel.length);
    return new LayerSpec(name, LayerKind.CONVOLUTION, shape, 1);
  }

  /** A linear layer that follows the layer before it. */
  public static LayerSpec linear(String name, int outputs, int inputs) {
    return new LayerSpec(name, LayerKind.LINEAR, new int[] {outputs, inputs}, 1);
  }

  /** A pooling that follows the layer before it, over all positions unless given a window. */
  public static LayerSpec pooling(String name) {
    return new LayerSpec(name, LayerKind.POOLING, new int[0], 1);
  }

  /** A shortcut that adds what {@code input} gives to what {@code addsTo} gives. */
  public static LayerSpec identity(String name, String input, String addsTo) {
    return new LayerSpec(
        name,
        LayerKind.IDENTITY,
        new int[0],
        1,
        Window.NONE,
        List.of(input),
        Optional.of(addsTo),
        true);
  }

  /** The same with another window. */
  public LayerSpec sliding(Window other) {
    return new LayerSpec(name, kind, weightShape, groups, other, predecessors, addsTo, shortcut);
  }

  /** The same behind other layers. */
  public LayerSpec behind(String... others) {
    return new LayerSpec(
        name, kind, weightShape, groups, window, List.of(others), addsTo, shortcut);
  }

  /** The same as part of a residual shortcut from {@code input} on. */
  public LayerSpec inShortcut(String input) {
    return new LayerSpec(name, kind, weightShape, groups, window, List.of(input), addsTo, true);
  }

  /** The same, adding its output to that of another layer. */
  public LayerSpec addingTo(String other) {
    return new LayerSpec(
        name, kind, weightShape, groups, window, predecessors, Optional.of(other), shortcut);
  }

  @Override
  public int[] weightShape() {
    return weightShape.clone();
  }

  /** Output channels or units; 0 without weights. */
  public int outputs() {
    return switch (kind) {
      case CONVOLUTION, LINEAR -> weightShape[0];
      case TRANSPOSED_CONVOLUTION -> weightShape[1] * groups;
      case POOLING, IDENTITY -> 0;
    };
  }

  /** Input channels of all groups together, or input units; 0 without weights. */
  public int inputs() {
    return switch (kind) {
      case CONVOLUTION -> weightShape[1] * groups;
      case TRANSPOSED_CONVOLUTION -> weightShape[0];
      case LINEAR -> weightShape[1];
      case POOLING, IDENTITY -> 0;
    };
  }

  /**
   * Rows of the weight tensor seen as a matrix, its first number: one per output, of a transposed
   * convolution one per input.
   */
  public int rows() {
    return kind.hasWeights() ? weightShape[0] : 0;
  }

  /** Weights in one row; 0 without weights. */
  public int rowLength() {
    return kind.hasWeights() ? product(weightShape, 1) : 0;
  }

  /** Weights of one kernel slice; 1 for a linear layer, 0 without weights. */
  public int kernelSize() {
    return kind.hasWeights() ? product(weightShape, 2) : 0;
  }

  /** All weights of the layer. */
  public long weights() {
    return (long) rows() * rowLength();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerSpec that
        && name.equals(that.name)
        && kind == that.kind
        && Arrays.equals(weightShape, that.weightShape)
        && groups == that.groups
        && window.equals(that.window)
        && predecessors.equals(that.predecessors)
        && addsTo.equals(that.addsTo)
        && shortcut == that.shortcut;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, kind, Arrays.hashCode(weightShape), groups, window, predecessors);
  }

  @Override
  public String toString() {
    return "%s '%s' %s groups %d".formatted(kind, name, Arrays.toString(weightShape), groups);
  }

  private static void checkShape(String name, LayerKind kind, int[] shape, int groups) {
    String expected =
        switch (kind) {
          case CONVOLUTION -> shape.length >= 3 ? null : "[out, in / groups, kernel...]";
          case TRANSPOSED_CONVOLUTION -> shape.length >= 3 ? null : "[in, out / groups, kernel...]";
          case LINEAR -> shape.length == 2 ? null : "[out, in]";
          case POOLING, IDENTITY -> shape.length == 0 ? null : "[]";
        };
    if (expected != null) {
      throw invalid(name, kind, shape, "expected " + expected);
    }
    if (Arrays.stream(shape).anyMatch(size -> size <= 0)) {
      throw invalid(name, kind, shape, "every dimension must be positive");
    }
    if (groups < 1 || (!kind.isConvolution() && groups != 1)) {
      throw invalid(name, kind, shape, "groups must not be " + groups);
    }
    if (kind.isConvolution() && shape[0] % groups != 0) {
      throw invalid(name, kind, shape, "%d groups do not divide %d".formatted(groups, shape[0]));
    }
    try {
      if (kind.hasWeights()) {
        Math.multiplyExact(shape[1], groups);
        Math.multiplyExact((long) shape[0], product(shape, 1));
      }
    } catch (ArithmeticException e) {
      throw invalid(name, kind, shape, "it has more weights than can be counted");
    }
  }

  private static void checkWindow(String name, LayerKind kind, int[] shape, Window window) {
    boolean slides = kind.isConvolution() || kind == LayerKind.POOLING;
    if (!slides && !window.equals(Window.NONE)) {
      throw invalid(name, kind, shape, "it does not slide, and must have no " + window);
    }
    if (kind != LayerKind.POOLING && !window.kernel().isEmpty()) {
      throw invalid(
          name, kind, shape, "kernel %s beside the weight shape".formatted(window.kernel()));
    }
    if (kind != LayerKind.TRANSPOSED_CONVOLUTION && !window.outputPadding().isEmpty()) {
      throw invalid(name, kind, shape, "only transposed convolutions have output padding");
    }
    if (kind == LayerKind.POOLING && window.kernel().isEmpty() && !window.equals(Window.NONE)) {
      throw invalid(name, kind, shape, "no kernel: want one number per spatial axis");
    }
    if (slides) {
      window.checkAxes(name, kind.isConvolution() ? shape.length - 2 : window.kernel().size());
    }
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
