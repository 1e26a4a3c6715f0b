package io.epochgraph.stage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;

/**
 * Where a stage counts what it does. Every meter carries the stage's name, none a run's: a meter
 * for each run would never end. Observations only, and of attempts: what a stage does again after a
 * failure counts again. No record is ever made of them.
 */
public final class StageMetrics {

  /** For timers whose events take milliseconds to minutes. */
  private static final Duration[] SECONDS =
      List.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 120_000)
          .stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  /** What a record is refused for, so that each is counted from 0 on. */
  private static final List<String> CODES =
      List.of(
          "NO_VALUE",
          "NOT_AVRO",
          "UNKNOWN_SCHEMA",
          "WRONG_TYPE",
          "WRONG_KEY",
          "INVALID",
          "TOO_LARGE",
          "CHUNK_EXPIRED",
          "CHUNK_CORRUPT",
          "CONFLICT",
          "RUN_CLOSED",
          "SUPERSEDED",
          "UNEXPECTED");

  private final MeterRegistry registry;
  private final Tags tags;

  /** Counts for {@code stage} in {@code registry}. */
  public StageMetrics(MeterRegistry registry, String stage) {
    this.registry = registry;
    this.tags = Tags.of("stage", stage);
    CODES.forEach(this::deadLetters);
  }

  /** Counts nothing, at no cost. */
  static StageMetrics unseen(String stage) {
    return new StageMetrics(new CompositeMeterRegistry(), stage);
  }

  /** Where more meters are registered, with {@link #tags}. */
  public MeterRegistry registry() {
    return registry;
  }

  /** What every meter of the stage carries. */
  public Tags tags() {
    return tags;
  }

  /** Bounds of a timer's histogram, from a millisecond to two minutes. */
  public static Duration[] timerBounds() {
    return SECONDS.clone();
  }

  /** A counter {@code epochgraph_NAME_total}; the same one each time. */
  public Counter counter(String name, String description, String... keyValues) {
    return Counter.builder("epochgraph." + name)
        .description(description)
        .tags(tags.and(keyValues))
        .register(registry);
  }

  void deadLetter(String code) {
    deadLetters(code).increment();
  }

  private Counter deadLetters(String code) {
    return counter("dead.letters", "Records that became dead letters", "reason", code);
  }
}
