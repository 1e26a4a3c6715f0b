package io.epochgraph.publish;

import java.util.List;

/**
 * How a convolution or a pooling slides over its input, one number per spatial axis.
 *
 * @param kernel the pooling window; empty for a convolution, whose weight shape has it
 * @param stride at least 1; empty means 1
 * @param padding at least 0; empty means 0
 * @param dilation at least 1; empty means 1
 */
public record LayerWindow(
    List<Integer> kernel, List<Integer> stride, List<Integer> padding, List<Integer> dilation) {

  /** For a layer that does not slide, and a convolution with stride 1, padding 0 and dilation 1. */
  public static final LayerWindow NONE =
      new LayerWindow(List.of(), List.of(), List.of(), List.of());

  /** Checks the ranges and copies. */
  public LayerWindow {
    kernel = checked("kernel", kernel, 1);
    stride = checked("stride", stride, 1);
    padding = checked("padding", padding, 0);
    dilation = checked("dilation", dilation, 1);
  }

  void checkAxes(String layer, int axes) {
    checkAxes(layer, "stride", stride, axes);
    checkAxes(layer, "padding", padding, axes);
    checkAxes(layer, "dilation", dilation, axes);
  }

  private static void checkAxes(String layer, String what, List<Integer> values, int axes) {
    if (!values.isEmpty() && values.size() != axes) {
      throw new IllegalArgumentException(
          "layer %s: %s %s: want %d numbers or none".formatted(layer, what, values, axes));
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
