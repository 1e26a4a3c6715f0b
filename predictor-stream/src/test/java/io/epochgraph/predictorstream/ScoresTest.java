package io.epochgraph.predictorstream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.Score;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.Target;
import io.epochgraph.stage.StageDriver;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresTest {

  private static final double SAID = 0.55;
  private static final double BEST = 0.5;
  private static final double LAST = 0.3;

  private final StageDriver stage = StageDriver.of(PredictorStreamTopology.STAGE);

  @BeforeEach
  void putPredictor() {
    put(Samples.saying("a", 1, SAID));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldScoreWhicheverCameFirst(boolean predictionFirst) {
    if (predictionFirst) {
      predict(Samples.signature(Samples.RUN, 2));
      assertThat(stage.values(TOPICS.scores())).isEmpty();
    }
    end(RunStatus.COMPLETED, 0);
    if (!predictionFirst) {
      assertThat(stage.values(TOPICS.scores())).isEmpty();
      predict(Samples.signature(Samples.RUN, 2));
    }

    var records = stage.records(TOPICS.scores());
    assertThat(records).hasSize(1);
    assertThat(records.getFirst().key()).isEqualTo(Samples.RUN);
    Score score = records.getFirst().value();
    assertThat(score.getPredictor()).isEqualTo("a");
    assertThat(score.getVersion()).isEqualTo(1);
    assertThat(score.getEpoch()).isEqualTo(2);
    assertThat(score.getWindow()).isEqualTo("expanding");
    assertThat(score.getPredicted()).isEqualTo(SAID);
    assertThat(score.getActual()).isEqualTo(BEST);
    assertThat(score.getError()).isCloseTo(SAID - BEST, within(1e-15));
    assertThat(score.getLastAccuracyError()).isCloseTo(0.2 - BEST, within(1e-15));
    assertThat(score.getThreshold()).isEqualTo(0.4);
    assertThat(score.getProbabilityHigh()).isEqualTo(SAID);
    assertThat(score.getVerdictRight()).isTrue();
    assertThat(score.getDescriptor()).isEqualTo(Samples.descriptor());
    assertThat(score.getTrainedAt()).isEqualTo(Samples.signature(Samples.RUN, 2).getTrainedAt());
  }

  @Test
  void shouldScoreTheTargetThatThePredictorNames() {
    put(
        Predictor.newBuilder(Samples.saying("z", 1, SAID))
            .setTarget(Target.FINAL_VALIDATION_ACCURACY)
            .build());
    predict(Samples.signature(Samples.RUN, 1));
    end(RunStatus.EARLY_STOPPED, 0);
    List<Score> scores = stage.values(TOPICS.scores());
    assertThat(scores).extracting(Score::getActual).containsExactly(BEST, LAST);
    assertThat(scores).extracting(Score::getVerdictRight).containsExactly(true, false);
  }

  @Test
  void shouldScoreEveryEpoch() {
    for (int epoch = 1; epoch <= 4; epoch++) {
      predict(Samples.signature(Samples.RUN, epoch));
    }
    end(RunStatus.COMPLETED, 0);
    assertThat(stage.values(TOPICS.scores()))
        .extracting(Score::getEpoch)
        .containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @EnumSource(
      value = RunStatus.class,
      names = {"COMPLETED", "EARLY_STOPPED"},
      mode = EnumSource.Mode.EXCLUDE)
  void shouldNotScoreRunsWithoutAnOutcome(RunStatus status) {
    predict(Samples.signature(Samples.RUN, 1));
    end(status, 0);
    assertThat(stage.values(TOPICS.scores())).isEmpty();
  }

  @Test
  void shouldNotScorePredictorsOnRunsThatTheyKnow() {
    predict(Samples.signature("fitted-1", 1));
    stage.send(TOPICS.runs(), "fitted-1", Samples.run("fitted-1", RunStatus.COMPLETED, BEST, LAST));
    predict(Samples.signature("fitted-1", 2));
    assertThat(stage.values(TOPICS.scores())).isEmpty();
  }

  @Test
  void shouldNotScoreTheSameOutcomeTwice() {
    predict(Samples.signature(Samples.RUN, 1));
    end(RunStatus.COMPLETED, 0);
    end(RunStatus.COMPLETED, 0);
    assertThat(stage.values(TOPICS.scores())).hasSize(1);
  }

  @Test
  void shouldScoreAnewWhereAHigherAttemptEndsElsewhere() {
    predict(Samples.signature(Samples.RUN, 1));
    end(RunStatus.COMPLETED, 0);
    predict(Samples.signature(Samples.RUN, 1, 1, "expanding"));
    Run resumed =
        Run.newBuilder(Samples.run(Samples.RUN, RunStatus.COMPLETED, 0.6, 0.6))
            .setAttempt(1)
            .build();
    stage.send(TOPICS.runs(), Samples.RUN, resumed);
    end(RunStatus.COMPLETED, 0);
    assertThat(stage.values(TOPICS.scores()))
        .extracting(score -> score.getAttempt() + " " + score.getActual())
        .as("the last word on each prediction is the highest attempt's")
        .startsWith("0 0.5")
        .endsWith("1 0.6")
        .hasSizeBetween(2, 3);
  }

  @Test
  void shouldNotScoreAResumedRunByItsOldOutcome() {
    end(RunStatus.COMPLETED, 0);
    end(RunStatus.RUNNING, 1);
    predict(Samples.signature(Samples.RUN, 1, 1, "expanding"));
    assertThat(stage.values(TOPICS.scores())).isEmpty();

    end(RunStatus.COMPLETED, 1);
    assertThat(stage.values(TOPICS.scores())).extracting(Score::getAttempt).containsExactly(1);
  }

  @Test
  void shouldNotScoreOutcomesThatAreNoFractions() {
    predict(Samples.signature(Samples.RUN, 1));
    stage.send(
        TOPICS.runs(), Samples.RUN, Samples.run(Samples.RUN, RunStatus.COMPLETED, 50.0, LAST));
    assertThat(stage.values(TOPICS.scores())).isEmpty();
  }

  @Test
  void shouldPassOverADeletedRun() {
    predict(Samples.signature(Samples.RUN, 1));
    stage.sendBytes(TOPICS.runs(), Samples.RUN, null);
    assertThat(stage.deadLetters()).isEmpty();
    end(RunStatus.COMPLETED, 0);
    assertThat(stage.values(TOPICS.scores())).hasSize(1);
  }

  private void put(Predictor predictor) {
    stage.send(TOPICS.predictors(), PredictorCodec.key(predictor), predictor);
  }

  private void predict(Signature signature) {
    stage.send(TOPICS.signatures(), signature.getRun(), signature);
    assertThat(stage.values(TOPICS.predictions())).isNotEmpty();
  }

  private void end(RunStatus status, int attempt) {
    Run run = Samples.run(Samples.RUN, status, BEST, LAST);
    stage.send(TOPICS.runs(), Samples.RUN, Run.newBuilder(run).setAttempt(attempt).build());
  }
}
