package io.epochgraph.predictorstream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.Prediction;
import io.epochgraph.stage.StageDriver;
import io.epochgraph.stage.StageMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PredictionMetricsTest {

  private final StageDriver stage = StageDriver.of(PredictorStreamTopology.STAGE);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void shouldCountPredictionsByStatus() {
    MeterRegistry meters = stage.settings().metrics().registry();
    prediction();
    stage.send(TOPICS.predictors(), "svm@1", Samples.predictor("svm", 1));
    stage.send(TOPICS.signatures(), Samples.RUN, Samples.signature(Samples.RUN, 2));

    assertThat(counted(meters, "NO_PREDICTOR")).isEqualTo(1);
    assertThat(counted(meters, "PREDICTED")).isEqualTo(1);
    assertThat(counted(meters, "DIVERGED")).isZero();
    assertThat(meters.get("epochgraph.prediction.latency").timer().count()).isEqualTo(2);
  }

  @Test
  void shouldMeasureFromTheEpochsEnd() {
    Prediction prediction = prediction();
    Instant now = prediction.getTrainedAt().plusMillis(1_500);
    var meters = new SimpleMeterRegistry();
    var metrics = new PredictionMetrics(new StageMetrics(meters, "x"), InstantSource.fixed(now));

    metrics.predicted(prediction);

    var latency = meters.get("epochgraph.prediction.latency").timer();
    assertThat(latency.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1_500);
    var buckets = latency.takeSnapshot().histogramCounts();
    assertThat(buckets)
        .anySatisfy(
            bucket -> {
              assertThat(bucket.bucket(TimeUnit.MILLISECONDS)).isEqualTo(2_000);
              assertThat(bucket.count()).isEqualTo(1);
            })
        .anySatisfy(
            bucket -> {
              assertThat(bucket.bucket(TimeUnit.MILLISECONDS)).isEqualTo(1_000);
              assertThat(bucket.count()).isZero();
            });
  }

  @Test
  void shouldTakeATrainersClockThatIsAheadForNoTime() {
    Prediction prediction = prediction();
    var meters = new SimpleMeterRegistry();
    Instant before = prediction.getTrainedAt().minus(Duration.ofSeconds(5));

    new PredictionMetrics(new StageMetrics(meters, "x"), InstantSource.fixed(before))
        .predicted(prediction);

    assertThat(meters.get("epochgraph.prediction.latency").timer().max(TimeUnit.SECONDS)).isZero();
  }

  private Prediction prediction() {
    stage.send(TOPICS.signatures(), Samples.RUN, Samples.signature(Samples.RUN, 1));
    return stage.values(TOPICS.predictions()).getFirst();
  }

  private static double counted(MeterRegistry meters, String status) {
    return meters.get("epochgraph.predictions").tag("status", status).counter().count();
  }
}
