package io.epochgraph.publish;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times by the trainer's clock, as records carry them: whole milliseconds from 1970 on. */
final class EventTime {

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private EventTime() {}

  /**
   * Returns {@code time} without what is finer than a millisecond.
   *
   * @throws IllegalArgumentException where no record can carry it
   */
  static Instant check(Instant time, String whose) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
      throw new IllegalArgumentException(
          "%s: time %s: want %s to %s".formatted(whose, time, Instant.EPOCH, LAST));
    }
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
