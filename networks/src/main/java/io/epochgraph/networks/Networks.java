package io.epochgraph.networks;

import java.util.List;

/**
 * The networks that are known by name: those of the paper, layer by layer as its Table 5 counts
 * them. On images of 32×32, {@code lenet5}, {@code alexnet}, {@code vgg13}, {@code resnet32} and
 * {@code resnet44} with 10 classes are its networks for CIFAR-10; {@code lenet5}, {@code alexnet}
 * and {@code resnet50} with 100 classes those for ImageNet. Each takes any number of classes and
 * images of any size; those smaller than 32×32 are zero-padded to that.
 */
public final class Networks {
  public static final List<String> NAMES =
      List.of(
          Lenet5.NAME, Alexnet.NAME, Vgg13.NAME, Resnet.RESNET32, Resnet.RESNET44, Resnet.RESNET50);

  private Networks() {}

  /**
   * The network of that name for such images and so many classes.
   *
   * @param channels of the images, 1 for grey and 3 for colour
   * @param height of the images in pixels; the description's input may be larger, by zero-padding
   * @param width as height
   * @param classes at least 1
   * @param dropout rate in [0, 1)
   * @throws IllegalArgumentException if there is no such network, or the images do not fit it
   */
  public static NetworkDescription describe(
      String name, int channels, int height, int width, int classes, double dropout) {
    var images = new FeatureShape(channels, height, width);
    return switch (name) {
      case Lenet5.NAME -> Lenet5.describe(channels, height, width, classes, dropout);
      case Alexnet.NAME -> Alexnet.describe(images, classes, dropout);
      case Vgg13.NAME -> Vgg13.describe(images, classes, dropout);
      case Resnet.RESNET32 -> Resnet.forCifar(name, 5).describe(images, classes, dropout);
      case Resnet.RESNET44 -> Resnet.forCifar(name, 7).describe(images, classes, dropout);
      case Resnet.RESNET50 -> Resnet.fifty().describe(images, classes, dropout);
      default ->
          throw new IllegalArgumentException(
              "network '%s' is unknown, must be one of %s".formatted(name, NAMES));
    };
  }
}
