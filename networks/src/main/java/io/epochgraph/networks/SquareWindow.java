package io.epochgraph.networks;

import io.epochgraph.math.Window;
import java.util.List;

/**
 * A square window sliding over an image, as convolutions and poolings have it.
 *
 * @param kernel extent in pixels, at least 1
 * @param stride step in pixels, at least 1
 * @param padding zeros (for poolings: nothing) added on each side, at least 0
 * @param dilation distance of neighbouring taps in pixels, 1 for a dense window
 */
public record SquareWindow(int kernel, int stride, int padding, int dilation) {

  public SquareWindow {
    if (kernel < 1 || stride < 1 || padding < 0 || dilation < 1) {
      throw new IllegalArgumentException(
          "window of kernel %d, stride %d, padding %d, dilation %d: "
                  .formatted(kernel, stride, padding, dilation)
              + "kernel, stride and dilation must be at least 1, padding at least 0");
    }
  }

  /** A dense window of stride 1 without padding. */
  public static SquareWindow of(int kernel) {
    return new SquareWindow(kernel, 1, 0, 1);
  }

  /** A dense window of stride 1 and odd extent, padded so that the image keeps its size. */
  static SquareWindow same(int kernel) {
    return new SquareWindow(kernel, 1, kernel / 2, 1);
  }

  /** A pooling's window: neighbours touch and do not overlap. */
  public static SquareWindow tiling(int kernel) {
    return new SquareWindow(kernel, kernel, 0, 1);
  }

  /** Positions along an extent of so many pixels: ⌊(n + 2p − d(k−1) − 1) / s⌋ + 1. */
  int positions(int extent) {
    int room = extent + 2 * padding - dilation * (kernel - 1) - 1;
    if (room < 0) {
      throw new IllegalArgumentException(
          "%s does not fit into an extent of %d pixels".formatted(this, extent));
    }
    return room / stride + 1;
  }

  /** The window of a convolution. */
  Window spec() {
    return Window.of(square(stride), square(padding), square(dilation));
  }

  /** The window of a pooling. */
  Window pooling() {
    return new Window(square(kernel), square(stride), square(padding), square(dilation), List.of());
  }

  private static List<Integer> square(int extent) {
    return List.of(extent, extent);
  }

  FeatureShape slide(FeatureShape input, int channels) {
    return new FeatureShape(channels, positions(input.height()), positions(input.width()));
  }
}
