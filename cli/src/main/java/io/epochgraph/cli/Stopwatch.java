package io.epochgraph.cli;

import java.time.Duration;

/** Elapsed time, as people read it. */
public record Stopwatch(long startNanos) {

  /** One that runs from now. */
  public static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  /** How long it has run. */
  public Duration time() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** How long it has run: {@code 4.2 s} or {@code 2 min 31 s}. */
  public String elapsed() {
    Duration time = time();
    return time.toMinutes() == 0
        ? "%.1f s".formatted(time.toMillis() / 1e3)
        : "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
