package io.epochgraph.trainer.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which images a subset takes. */
final class Sample {
  private static final int SMALLEST_VALIDATION = 500;

  private Sample() {}

  /** {@code count} of the indices 0..available−1, without replacement, in random order by seed. */
  static int[] indices(int available, int count, long seed) {
    int[] order = IntStream.range(0, available).toArray();
    var random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i, available);
      int taken = order[j];
      order[j] = order[i];
      order[i] = taken;
    }
    return Arrays.copyOf(order, count);
  }

  /** Training images to take; 0 asks for all. */
  static int training(int available, int asked) {
    return asked == 0 ? available : Math.min(available, asked);
  }

  /** Validation images that go with so many training images: a fifth, but at least 500. */
  static int validation(int available, int askedTraining, int training) {
    return askedTraining == 0
        ? available
        : Math.min(available, Math.max(SMALLEST_VALIDATION, training / 5));
  }
}
