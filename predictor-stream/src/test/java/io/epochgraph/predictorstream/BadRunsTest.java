package io.epochgraph.predictorstream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.stage.StageDriver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bad run is one dead letter. */
class BadRunsTest {

  private record Bad(String reason, Consumer<Run> spoil) {
    @Override
    public String toString() {
      return reason;
    }
  }

  static Stream<Bad> runs() {
    return Stream.of(
        new Bad("attempt -1, last epoch 8", run -> run.setAttempt(-1)),
        new Bad("attempt 0, last epoch -8", run -> run.setLastEpoch(-8)),
        new Bad("best validation accuracy NaN", run -> run.setBestValidationAccuracy(Double.NaN)),
        new Bad("final validation accuracy 55.0", run -> run.setFinalValidationAccuracy(55.0)),
        new Bad("changedAt +", run -> run.setChangedAt(Instant.ofEpochMilli(Long.MAX_VALUE))),
        new Bad("changedAt 1969", run -> run.setChangedAt(Instant.ofEpochMilli(-1))),
        new Bad("sweep \"a·b\"", run -> run.getDescriptor().setSweep("a\u001bb")),
        new Bad("network \"nnn", run -> run.getDescriptor().setNetwork("n".repeat(1_000_000))),
        new Bad(
            "learning rate Infinity",
            run ->
                run.getDescriptor().getHyperparameters().setLearningRate(Double.POSITIVE_INFINITY)),
        new Bad(
            "hyperparameter note = \"···",
            run ->
                run.getDescriptor()
                    .getHyperparameters()
                    .setOthers(Map.of("note", "\u202e".repeat(10)))));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void shouldRefuseABadRun(Bad bad) {
    Run run = Samples.run(Samples.RUN, RunStatus.COMPLETED, 0.5, 0.5);
    bad.spoil().accept(run);
    try (var stage = StageDriver.of(PredictorStreamTopology.STAGE)) {
      stage.send(TOPICS.runs(), Samples.RUN, run);
      assertThat(stage.values(TOPICS.scores())).isEmpty();
      List<DeadLetter> letters = stage.deadLetters();
      assertThat(letters).extracting(DeadLetter::getCode).containsExactly("INVALID");
      assertThat(letters.getFirst().getReason()).contains(bad.reason()).hasSizeLessThan(1_100);
      assertThat(letters.getFirst().getRun()).isEqualTo(Samples.RUN);
    }
  }
}
