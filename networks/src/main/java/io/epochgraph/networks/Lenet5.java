package io.epochgraph.networks;

import java.util.List;

/**
 * LeNet-5 with ReLU and max pooling, the smallest network of the paper: two 5×5 convolutions of 6
 * and 16 filters, then two hidden linear layers and one unit per class, with dropout after both
 * hidden layers. These have 120 and 84 units as in the original or, where there are more than 84
 * classes, 336 and 252, with which the paper widened them for ImageNet's 100.
 */
public final class Lenet5 {
  public static final String NAME = "lenet5";
  private static final int SIDE = 32;
  private static final int NARROW = 84;

  private Lenet5() {}

  /**
   * LeNet-5 for images of the given shape. Images smaller than 32×32 are to be zero-padded to that,
   * which the description's input shape says; so the first linear layer always has 400 inputs for
   * them, as in the paper.
   *
   * @param channels of the images, 1 for grey and 3 for colour
   * @param dropout rate in [0, 1)
   */
  public static NetworkDescription describe(
      int channels, int height, int width, int classes, double dropout) {
    boolean wide = classes > NARROW;
    return new NetworkDescription(
        NAME,
        new FeatureShape(channels, height, width).atLeast(SIDE),
        List.of(
            new Layer.Convolution("conv1", 6, SquareWindow.of(5), 1),
            new Layer.Relu(),
            new Layer.MaxPool("pool1", SquareWindow.tiling(2)),
            new Layer.Convolution("conv2", 16, SquareWindow.of(5), 1),
            new Layer.Relu(),
            new Layer.MaxPool("pool2", SquareWindow.tiling(2)),
            new Layer.Flatten(),
            new Layer.Linear("fc1", wide ? 336 : 120),
            new Layer.Relu(),
            new Layer.Dropout(dropout),
            new Layer.Linear("fc2", wide ? 252 : NARROW),
            new Layer.Relu(),
            new Layer.Dropout(dropout),
            new Layer.Linear("fc3", classes)));
  }
}
