package io.epochgraph.predictorstream;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.stage.StageMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What predictor-stream counts. The clock is for the time that predictions took, and only that. */
final class PredictionMetrics {

  /** A network of 2 GB takes minutes; recorded runs that are published later are beyond all. */
  private static final Duration[] LATENCIES =
      List.of(50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000)
          .stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final InstantSource clock;
  private final Timer latency;
  private final Map<PredictionStatus, Counter> predictions = new EnumMap<>(PredictionStatus.class);

  PredictionMetrics(StageMetrics metrics, InstantSource clock) {
    this.clock = clock;
    this.latency =
        Timer.builder("epochgraph.prediction.latency")
            .description("Time from the epoch's end, by the trainer's clock, to its prediction")
            .tags(metrics.tags())
            .serviceLevelObjectives(LATENCIES)
            .register(metrics.registry());
    for (PredictionStatus status : PredictionStatus.values()) {
      predictions.put(
          status, metrics.counter("predictions", "Predictions made", "status", status.name()));
    }
  }

  void predicted(Prediction prediction) {
    predictions.get(prediction.getStatus()).increment();
    latency.record(Duration.between(prediction.getTrainedAt(), clock.instant()));
  }
}
