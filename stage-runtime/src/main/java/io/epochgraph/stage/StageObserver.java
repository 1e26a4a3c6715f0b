package io.epochgraph.stage;

import io.epochgraph.telemetry.Vitals;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Watches a running stage: its lag, whether it works, and the metrics of Kafka Streams and its
 * clients, all in the stage's registry.
 */
public final class StageObserver implements Vitals, AutoCloseable {

  private final String name;
  private final RunningStage running;
  private final LagWatch lag;
  private final KafkaStreamsMetrics kafka;

  private StageObserver(String name, RunningStage running, LagWatch lag) {
    this.name = name;
    this.running = running;
    this.lag = lag;
    this.kafka = new KafkaStreamsMetrics(running.streams());
  }

  /** Watches {@code running}, which was started with {@code settings}. */
  public static StageObserver of(Stage stage, StageSettings settings, RunningStage running) {
    var lag = LagWatch.start(settings, stage.inputs(settings));
    var observer = new StageObserver(stage.name(), running, lag);
    var metrics = settings.metrics();
    observer.kafka.bindTo(metrics.registry());
    Gauge.builder("epochgraph.stage.ready", observer, of -> of.obstacle().isEmpty() ? 1 : 0)
        .description("1 while the stage has its partitions and Kafka answers, else 0")
        .tags(metrics.tags())
        .register(metrics.registry());
    return observer;
  }

  @Override
  public Optional<String> failure() {
    KafkaStreams.State state = running.streams().state();
    boolean stopped = state == KafkaStreams.State.ERROR || running.ended().isDone();
    return stopped ? Optional.of("%s has stopped (%s)".formatted(name, state)) : Optional.empty();
  }

  @Override
  public Optional<String> obstacle() {
    if (failure().isPresent()) {
      return failure();
    }
    if (!running.isRunning()) {
      return Optional.of("%s is %s".formatted(name, running.streams().state()));
    }
    return lag.isAnswered() ? Optional.empty() : Optional.of(name + " has no answer from Kafka");
  }

  @Override
  public void close() {
    lag.close();
    kafka.close();
  }
}
