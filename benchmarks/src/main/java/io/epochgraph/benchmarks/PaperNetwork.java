package io.epochgraph.benchmarks;

import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.networks.Networks;
import java.util.List;
import java.util.OptionalLong;

/**
 * A network of the paper with the figures that its Table 5 prints.
 *
 * @param title as in the paper
 * @param name among {@link Networks#NAMES}
 * @param printedUnrolledEdges those to positions of padding included, as the table counts them;
 *     empty where it has none
 */
record PaperNetwork(
    String title,
    String name,
    int classes,
    long rolledNodes,
    long rolledEdges,
    OptionalLong unrolledNodes,
    OptionalLong printedUnrolledEdges) {

  static final List<PaperNetwork> ALL =
      List.of(
          of("LeNet-5, CIFAR-10", "lenet5", 10, 239, 12_954, 11_166, 658_024),
          of("AlexNet, CIFAR-10", "alexnet", 10, 2_925, 1_160_480, 54_986, 45_997_696),
          of("VGG13, CIFAR-10", "vgg13", 10, 1_613, 304_576, 205_066, 119_714_496),
          of("ResNet-32, CIFAR-10", "resnet32", 10, 1_149, 51_888, -1, -1),
          of("ResNet-44, CIFAR-10", "resnet44", 10, 1_597, 73_392, -1, -1),
          of("LeNet-5, ImageNet", "lenet5", 100, 713, 115_362, 11_640, 843_376),
          of("AlexNet, ImageNet", "alexnet", 100, 3_015, 1_206_560, 55_076, 46_043_776),
          of("ResNet-50, ImageNet", "resnet50", 100, 22_823, 10_821_824, -1, -1));

  NetworkDescription describe() {
    return Networks.describe(name, 3, 32, 32, classes, 0);
  }

  private static PaperNetwork of(
      String title,
      String name,
      int classes,
      long rolledNodes,
      long rolledEdges,
      long unrolledNodes,
      long unrolledEdges) {
    return new PaperNetwork(
        title,
        name,
        classes,
        rolledNodes,
        rolledEdges,
        unrolledNodes < 0 ? OptionalLong.empty() : OptionalLong.of(unrolledNodes),
        unrolledEdges < 0 ? OptionalLong.empty() : OptionalLong.of(unrolledEdges));
  }
}
