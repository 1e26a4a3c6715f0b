package io.epochgraph.math;

import java.util.List;

/**
 * How a layer slides over positions, one number per spatial axis.
 *
 * @param kernel a pooling's window, each at least 1; empty for a pooling over all positions, and
 *     for every other layer, as a convolution's weight shape has it
 * @param stride at least 1; empty means 1
 * @param padding at least 0; empty means 0. Twice as many numbers as axes: before the first
 *     position of each axis, then after the last of each
 * @param dilation at least 1; empty means 1
 * @param outputPadding positions that a transposed convolution adds after the last of each axis, at
 *     least 0; empty means 0, and empty for every other layer
 */
public record Window(
    List<Integer> kernel,
    List<Integer> stride,
    List<Integer> padding,
    List<Integer> dilation,
    List<Integer> outputPadding) {

  /** For a layer that does not slide, a convolution with the defaults, and a pooling over all. */
  public static final Window NONE =
      new Window(List.of(), List.of(), List.of(), List.of(), List.of());

  /** Checks the ranges and copies. */
  public Window {
    kernel = checked("kernel", kernel, 1);
    stride = checked("stride", stride, 1);
    padding = checked("padding", padding, 0);
    dilation = checked("dilation", dilation, 1);
    outputPadding = checked("output padding", outputPadding, 0);
  }

  /** A convolution's window, on both sides padded alike. */
  public static Window of(List<Integer> stride, List<Integer> padding, List<Integer> dilation) {
    return new Window(List.of(), stride, padding, dilation, List.of());
  }

  /** A pooling's window, on both sides padded alike. */
  public static Window pooling(List<Integer> kernel, List<Integer> stride, List<Integer> padding) {
    return new Window(kernel, stride, padding, List.of(), List.of());
  }

  /** Step along an axis. */
  public int stride(int axis) {
    return stride.isEmpty() ? 1 : stride.get(axis);
  }

  /** Distance of neighbouring taps along an axis. */
  public int dilation(int axis) {
    return dilation.isEmpty() ? 1 : dilation.get(axis);
  }

  /** Padding before the first position of an axis. */
  public int paddingBefore(int axis) {
    return padding.isEmpty() ? 0 : padding.get(axis);
  }

  /**
   * Padding after the last position of an axis.
   *
   * @param axes number of axes
   */
  public int paddingAfter(int axis, int axes) {
    return padding.isEmpty() ? 0 : padding.get(padding.size() > axes ? axes + axis : axis);
  }

  /** Positions that a transposed convolution adds after the last of an axis. */
  public int outputPadding(int axis) {
    return outputPadding.isEmpty() ? 0 : outputPadding.get(axis);
  }

  void checkAxes(String layer, int axes) {
    checkAxes(layer, "stride", stride, axes);
    checkAxes(layer, "dilation", dilation, axes);
    checkAxes(layer, "output padding", outputPadding, axes);
    if (padding.size() != 2 * axes) {
      checkAxes(layer, "padding", padding, axes);
    }
  }

  private static void checkAxes(String layer, String what, List<Integer> values, int axes) {
    if (!values.isEmpty() && values.size() != axes) {
      throw new IllegalArgumentException(
          "layer '%s': %s %s: want %d numbers or none".formatted(layer, what, values, axes));
    }
  }

  private static List<Integer> checked(String what, List<Integer> values, int least) {
    if (values.stream().anyMatch(value -> value < least)) {
      throw new IllegalArgumentException(
          "%s %s: want each %d or more".formatted(what, values, least));
    }
    return List.copyOf(values);
  }
}
