package io.epochgraph.networks;

import java.util.List;

/**
 * AlexNet as the paper fits it to 32×32: five convolutions of 96 to 384 filters, overlapping max
 * poolings behind the first two, and linear layers of 1,024, 512 and one unit per class. Without
 * local response normalisation; with dropout before both hidden linear layers, as in the original.
 */
final class Alexnet {
  static final String NAME = "alexnet";
  private static final SquareWindow OVERLAPPING = new SquareWindow(3, 2, 0, 1);

  private Alexnet() {}

  static NetworkDescription describe(FeatureShape images, int classes, double dropout) {
    return new NetworkDescription(
        NAME,
        images.atLeast(32),
        List.of(
            new Layer.Convolution("conv1", 96, new SquareWindow(7, 2, 2, 1), 1),
            new Layer.Relu(),
            new Layer.MaxPool("pool1", OVERLAPPING),
            new Layer.Convolution("conv2", 256, SquareWindow.same(5), 1),
            new Layer.Relu(),
            new Layer.MaxPool("pool2", OVERLAPPING),
            new Layer.Convolution("conv3", 384, SquareWindow.same(3), 1),
            new Layer.Relu(),
            new Layer.Convolution("conv4", 384, SquareWindow.same(3), 1),
            new Layer.Relu(),
            new Layer.Convolution("conv5", 256, SquareWindow.same(3), 1),
            new Layer.Relu(),
            new Layer.Flatten(),
            new Layer.Dropout(dropout),
            new Layer.Linear("fc1", 1024),
            new Layer.Relu(),
            new Layer.Dropout(dropout),
            new Layer.Linear("fc2", 512),
            new Layer.Relu(),
            new Layer.Linear("fc3", classes)));
  }
}
