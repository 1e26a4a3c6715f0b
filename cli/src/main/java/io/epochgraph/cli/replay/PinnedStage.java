package io.epochgraph.cli.replay;

import io.epochgraph.stage.RunningStage;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** A stage that stops when it has committed everything up to pinned offsets. */
final class PinnedStage {

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private PinnedStage() {}

  /**
   * Runs {@code stage} to the end of what it is to read.
   *
   * @param ends what its settings pin
   * @param progress hears again and again how far of {@link Ends#size} it is
   */
  static Passage run(
      Stage stage, StageSettings settings, Ends ends, Admin admin, LongConsumer progress)
      throws InterruptedException, ExecutionException {
    try (RunningStage running = RunningStage.start(stage, settings.until(ends.ends()))) {
      running.awaitRunning(START_PATIENCE);
      long since = System.nanoTime();
      long done = 0;
      while (done < ends.size()) {
        if (running.ended().isDone()) {
          throw failure(stage, running);
        }
        Thread.sleep(PAUSE);
        done = ends.done(committed(admin, settings.applicationId()));
        progress.accept(done);
      }
      double seconds = (System.nanoTime() - since) / 1e9;
      return new Passage(stage.name(), records(running), seconds);
    }
  }

  private static IllegalStateException failure(Stage stage, RunningStage running) {
    try {
      running.ended().join();
      return new IllegalStateException("%s was stopped".formatted(stage.name()));
    } catch (CompletionException e) {
      return new IllegalStateException(
          "%s failed: %s".formatted(stage.name(), e.getCause().getMessage()), e.getCause());
    }
  }

  private static Map<TopicPartition, Long> committed(Admin admin, String group)
      throws InterruptedException, ExecutionException {
    var committed = new HashMap<TopicPartition, Long>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, at) -> {
              if (at != null) {
                committed.put(partition, at.offset());
              }
            });
    return committed;
  }

  private static long records(RunningStage running) {
    return Math.round(
        running.streams().metrics().entrySet().stream()
            .filter(it -> it.getKey().group().equals("stream-thread-metrics"))
            .filter(it -> it.getKey().name().equals("process-total"))
            .mapToDouble(it -> (Double) it.getValue().metricValue())
            .sum());
  }
}
