package io.epochgraph.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;

/**
 * When a run that should be training is called silent: no manifest for five of its median epochs,
 * and for 60 seconds at least. As long as fewer than two epochs are there to measure, for ten
 * minutes.
 */
final class Silence {

  static final Duration AT_LEAST = Duration.ofSeconds(60);
  static final Duration PACE_UNKNOWN = Duration.ofMinutes(10);
  private static final int EPOCHS = 5;

  private Silence() {}

  /**
   * How long a run may go without a manifest.
   *
   * @param epochs its curve, by epoch
   */
  static Duration allowed(Collection<EpochPoint> epochs) {
    var published = epochs.stream().filter(EpochPoint::published).toList();
    long[] millis = new long[Math.max(0, published.size() - 1)];
    int intervals = 0;
    for (int i = 1; i < published.size(); i++) {
      var before = published.get(i - 1);
      var after = published.get(i);
      long between = Duration.between(before.trainedAt(), after.trainedAt()).toMillis();
      if (between >= 0) {
        millis[intervals++] = between / Math.max(1, after.epoch() - before.epoch());
      }
    }
    if (intervals == 0) {
      return PACE_UNKNOWN;
    }
    var sorted = Arrays.stream(millis, 0, intervals).sorted().toArray();
    var wanted = Duration.ofMillis(EPOCHS * sorted[intervals / 2]);
    return wanted.compareTo(AT_LEAST) > 0 ? wanted : AT_LEAST;
  }

  static boolean since(Instant lastSeen, Collection<EpochPoint> epochs, Instant now) {
    return Duration.between(lastSeen, now).compareTo(allowed(epochs)) > 0;
  }
}
