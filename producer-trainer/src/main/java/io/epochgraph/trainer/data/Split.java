package io.epochgraph.trainer.data;

import java.util.Arrays;

/**
 * Labelled images of one size. The arrays are shared, not copied, and must not be changed.
 *
 * @param pixels {@code (images, channels, height, width)}, unsigned 0..255
 * @param labels {@code (images)}, each the index of a class
 */
@SuppressWarnings("ArrayRecordComponent")
public record Split(byte[] pixels, int[] labels) {

  public Split {
    if (labels.length == 0 || pixels.length % labels.length != 0) {
      throw new IllegalArgumentException(
          "%d pixels for %d labels: there must be images, all of one size"
              .formatted(pixels.length, labels.length));
    }
  }

  /** The number of images. */
  public int size() {
    return labels.length;
  }

  /** Pixels of one image over all channels. */
  public int imageSize() {
    return pixels.length / labels.length;
  }

  /** {@code count} images drawn without replacement by seed, or this if there are no more. */
  Split sample(int count, long seed) {
    if (count >= size()) {
      return this;
    }
    int[] chosen = Sample.indices(size(), count, seed);
    byte[] sampled = new byte[count * imageSize()];
    for (int i = 0; i < count; i++) {
      System.arraycopy(pixels, chosen[i] * imageSize(), sampled, i * imageSize(), imageSize());
    }
    return new Split(sampled, Arrays.stream(chosen).map(index -> labels[index]).toArray());
  }
}
