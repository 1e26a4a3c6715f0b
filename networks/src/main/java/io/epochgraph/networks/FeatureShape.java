package io.epochgraph.networks;

/**
 * The shape of one image's features between two layers: {@code [channels, height, width]}. A flat
 * vector of n features is {@code [n, 1, 1]}.
 */
public record FeatureShape(int channels, int height, int width) {

  public FeatureShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "feature shape [%d, %d, %d]: every extent must be at least 1"
              .formatted(channels, height, width));
    }
  }

  /** The shape of a flat vector. */
  public static FeatureShape vector(int features) {
    return new FeatureShape(features, 1, 1);
  }

  /** This shape, its height and width at least so many pixels. */
  FeatureShape atLeast(int side) {
    return new FeatureShape(channels, Math.max(side, height), Math.max(side, width));
  }

  /** Features in all: channels · height · width. */
  public int size() {
    return Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }

  boolean isVector() {
    return height == 1 && width == 1;
  }

  @Override
  public String toString() {
    return "[%d, %d, %d]".formatted(channels, height, width);
  }
}
