package io.epochgraph.predictorstream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.Score;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.state.RunForecasts;
import io.epochgraph.stage.StageDriver;
import java.time.Duration;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run's predictions wait for its end for thirty days of stream time. */
class ClosedRunsTest {

  private final StageDriver stage = StageDriver.of(PredictorStreamTopology.STAGE);

  @BeforeEach
  void putPredictor() {
    Predictor predictor = Samples.saying("a", 1, 0.5);
    stage.send(TOPICS.predictors(), PredictorCodec.key(predictor), predictor);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void shouldScoreARunThatEndsWithinThirtyDays() {
    predict("run-1", Duration.ZERO);
    end("run-1", Duration.ofDays(30));
    assertThat(stage.values(TOPICS.scores())).extracting(Score::getRun).containsExactly("run-1");
  }

  @Test
  void shouldForgetARunOfWhichNothingIsHeard() {
    predict("silent", Duration.ZERO);
    predict("open", Duration.ofDays(10));
    predict("busy", Duration.ofDays(31));
    assertThat(forecasts().get("silent")).isNull();
    assertThat(forecasts().get("open")).isNotNull();
    end("silent", Duration.ofDays(31));
    assertThat(stage.values(TOPICS.scores())).isEmpty();
    end("open", Duration.ofDays(31));
    assertThat(stage.values(TOPICS.scores())).hasSize(1);
    assertThat(stage.deadLetters()).isEmpty();
  }

  @Test
  void shouldNotScoreARunThatEndsAfterThirtyDays() {
    predict("run-1", Duration.ZERO);
    end("run-1", Duration.ofDays(30).plusMillis(1));
    assertThat(stage.values(TOPICS.scores())).isEmpty();
  }

  private void predict(String run, Duration after) {
    Signature signature = Samples.signature(run, 1);
    signature.setTrainedAt(Samples.START.plus(after));
    stage.send(TOPICS.signatures(), run, signature);
    assertThat(stage.values(TOPICS.predictions())).hasSize(1);
  }

  private void end(String run, Duration after) {
    Run ended = Samples.run(run, RunStatus.COMPLETED, 0.5, 0.5);
    ended.setChangedAt(Samples.START.plus(after));
    stage.send(TOPICS.runs(), run, ended);
  }

  private KeyValueStore<String, RunForecasts> forecasts() {
    return stage.driver().getKeyValueStore(PredictorStreamTopology.FORECASTS_STORE);
  }
}
