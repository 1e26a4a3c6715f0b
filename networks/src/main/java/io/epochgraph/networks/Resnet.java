package io.epochgraph.networks;

import java.util.ArrayList;
import java.util.List;

/**
 * Residual networks with batch norm behind each convolution, which has no bias then. Blocks that
 * change the shape have a 1×1 projection as shortcut, the others the identity. The paper's dropout
 * rate has its place before the last layer. Layers are named as in torchvision.
 *
 * @param name of the network
 * @param stem what stands before the first stage
 * @param bottleneck whether blocks are 1×1, 3×3, 1×1 convolutions, the last one four times as wide,
 *     with the stage's stride at the 3×3; else two 3×3 ones, with it at the first
 * @param width filters of the first stage's 3×3 convolutions, twice as many at each further one
 * @param blocks of each stage; all but the first stage halve the image
 */
record Resnet(String name, List<Layer> stem, boolean bottleneck, int width, List<Integer> blocks) {
  static final String RESNET32 = "resnet32";
  static final String RESNET44 = "resnet44";
  static final String RESNET50 = "resnet50";

  /** He et al.'s network for CIFAR-10 of 6n + 2 layers, three stages of n blocks. */
  static Resnet forCifar(String name, int n) {
    return new Resnet(name, stem(16, SquareWindow.same(3)), false, 16, List.of(n, n, n));
  }

  /** ResNet-50, its first pooling without padding, as the paper's figures have it. */
  static Resnet fifty() {
    List<Layer> stem = new ArrayList<>(stem(64, new SquareWindow(7, 2, 3, 1)));
    stem.add(new Layer.MaxPool("maxpool", new SquareWindow(3, 2, 0, 1)));
    return new Resnet(RESNET50, stem, true, 64, List.of(3, 4, 6, 3));
  }

  NetworkDescription describe(FeatureShape images, int classes, double dropout) {
    List<Layer> layers = new ArrayList<>(stem);
    for (int stage = 0; stage < blocks.size(); stage++) {
      for (int block = 0; block < blocks.get(stage); block++) {
        layers.add(block(stage, block));
        layers.add(new Layer.Relu());
      }
    }
    layers.add(new Layer.GlobalAveragePool("avgpool"));
    layers.add(new Layer.Dropout(dropout));
    layers.add(new Layer.Linear("fc", classes));
    return new NetworkDescription(name, images.atLeast(32), layers);
  }

  private Layer block(int stage, int index) {
    String block = "layer%d.%d".formatted(stage + 1, index);
    int filters = width << stage;
    int outputs = bottleneck ? 4 * filters : filters;
    int stride = stage > 0 && index == 0 ? 2 : 1;
    var strided = new SquareWindow(3, stride, 1, 1);
    List<Layer> main = new ArrayList<>();
    if (bottleneck) {
      normalised(main, block + ".conv1", block + ".bn1", filters, SquareWindow.of(1));
      main.add(new Layer.Relu());
      normalised(main, block + ".conv2", block + ".bn2", filters, strided);
      main.add(new Layer.Relu());
      normalised(main, block + ".conv3", block + ".bn3", outputs, SquareWindow.of(1));
    } else {
      normalised(main, block + ".conv1", block + ".bn1", filters, strided);
      main.add(new Layer.Relu());
      normalised(main, block + ".conv2", block + ".bn2", filters, SquareWindow.same(3));
    }
    List<Layer> shortcut = new ArrayList<>();
    if (index == 0 && (stage > 0 || bottleneck)) {
      normalised(
          shortcut,
          block + ".downsample.0",
          block + ".downsample.1",
          outputs,
          new SquareWindow(1, stride, 0, 1));
    }
    return new Layer.Residual(block, main, shortcut);
  }

  private static List<Layer> stem(int filters, SquareWindow window) {
    List<Layer> stem = new ArrayList<>();
    normalised(stem, "conv1", "bn1", filters, window);
    stem.add(new Layer.Relu());
    return stem;
  }

  private static void normalised(
      List<Layer> layers, String convolution, String norm, int filters, SquareWindow window) {
    layers.add(new Layer.Convolution(convolution, filters, window, 1, false));
    layers.add(new Layer.BatchNorm(norm));
  }
}
