package io.epochgraph.networks;

import java.util.ArrayList;
import java.util.List;

/**
 * What the paper calls VGG13: seven 3×3 convolutions of 64 to 256 filters with max poolings that
 * halve the image four times, and linear layers of 128, 128 and one unit per class. Without batch
 * norm, as in the original; with dropout after both hidden linear layers.
 */
final class Vgg13 {
  static final String NAME = "vgg13";

  /** Filters of the convolutions before each pooling. */
  private static final int[][] STAGES = {{64}, {128, 128}, {256, 256}, {256, 256}};

  private Vgg13() {}

  static NetworkDescription describe(FeatureShape images, int classes, double dropout) {
    List<Layer> layers = new ArrayList<>();
    int convolution = 1;
    for (int stage = 0; stage < STAGES.length; stage++) {
      for (int filters : STAGES[stage]) {
        layers.add(new Layer.Convolution("conv" + convolution++, filters, SquareWindow.same(3), 1));
        layers.add(new Layer.Relu());
      }
      layers.add(new Layer.MaxPool("pool" + (stage + 1), SquareWindow.tiling(2)));
    }
    layers.add(new Layer.Flatten());
    for (String name : List.of("fc1", "fc2")) {
      layers.add(new Layer.Linear(name, 128));
      layers.add(new Layer.Relu());
      layers.add(new Layer.Dropout(dropout));
    }
    layers.add(new Layer.Linear("fc3", classes));
    return new NetworkDescription(NAME, images.atLeast(32), layers);
  }
}
