package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for what other threads and processes bring about. */
final class Waiting {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Waiting() {}

  /** Asks for a value again and again, until it is as wanted. */
  static <T> T until(String what, Callable<T> value, Predicate<T> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      T now = value.call();
      if (wanted.test(now)) {
        return now;
      }
      assertThat(System.nanoTime())
          .as("waited %s until %s; it is %s", PATIENCE, what, now)
          .isLessThan(end);
      Thread.sleep(PAUSE);
    }
  }
}
