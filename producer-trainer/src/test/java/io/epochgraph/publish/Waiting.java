package io.epochgraph.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about. */
public final class Waiting {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Waiting() {}

  public static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited %s", LONGEST).isLessThan(end);
      Thread.sleep(20);
    }
  }
}
