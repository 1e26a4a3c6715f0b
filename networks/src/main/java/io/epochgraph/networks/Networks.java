package io.epochgraph.networks;

import java.util.List;

/** The networks that are known by name. */
public final class Networks {
  public static final List<String> NAMES = List.of(Lenet5.NAME);

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
    return switch (name) {
      case Lenet5.NAME -> Lenet5.describe(channels, height, width, classes, dropout);
      default ->
          throw new IllegalArgumentException(
              "network '%s' is unknown, must be one of %s".formatted(name, NAMES));
    };
  }
}
