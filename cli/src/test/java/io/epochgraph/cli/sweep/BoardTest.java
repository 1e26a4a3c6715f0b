package io.epochgraph.cli.sweep;

import static io.epochgraph.cli.sweep.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.Prediction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class BoardTest {

  private final Board board = new Board(Samples.runs(3), Samples.CHAMPION);

  @Test
  void shouldShowHowFarEachRunIs() {
    assertThat(view(0).epoch()).isEqualTo(-1);
    assertThat(view(0).accuracy()).isNaN();

    board.epoch(run(0), 0, Samples.metrics(0.1));
    board.batches(run(0), 1, 25, 100);
    assertThat(view(0).epoch()).isZero();
    assertThat(view(0).done()).isEqualTo(0.25 / Samples.EPOCHS);

    board.epoch(run(0), 3, Samples.metrics(0.6));
    assertThat(view(0).done()).isEqualTo(0.75);
    assertThat(view(0).accuracy()).isEqualTo(0.6);
    assertThat(board.ended()).isZero();

    board.ended(run(0), Samples.outcome(0.6, 0.5));
    assertThat(view(0).done()).isEqualTo(1);
    assertThat(view(0).outcome()).contains(Samples.outcome(0.6, 0.5));
    assertThat(board.ended()).isEqualTo(1);
    assertThat(view(1).outcome()).isEmpty();
  }

  @Test
  void shouldShowTheChampionsPredictionsOfItsRunsAlone() {
    assertThat(board.predicted(Samples.prediction(0, 1, 0.7, 0.9, 0.4))).isTrue();
    assertThat(board.predicted(Samples.prediction(7, 1, 0.7, 0.9, 0.4))).as("a stranger").isFalse();
    Prediction other = Samples.prediction(1, 1, 0.7, 0.9, 0.4);
    other.setPredictor("lenet5-made-mlp");
    assertThat(board.predicted(other)).isFalse();
    assertThat(board.predicted(Samples.withoutPredictor(2, 1))).as("nothing to tell").isFalse();
    assertThat(board.predicted(Samples.diverged(2, 2))).isTrue();

    assertThat(view(0).latest()).contains(Samples.prediction(0, 1, 0.7, 0.9, 0.4));
    assertThat(view(1).latest()).isEmpty();
    assertThat(view(2).latest()).contains(Samples.diverged(2, 2));
    assertThat(view(0).live()).hasSize(1);
    assertThat(view(2).live()).isEmpty();
  }

  @Test
  void shouldTakeForLiveOnlyWhatWasSaidBeforeTheEndByAStranger() {
    board.predicted(Samples.prediction(0, 2, 0.7, 0.9, 0.4));
    board.predicted(Samples.prediction(0, Samples.EPOCHS, 0.7, 0.9, 0.7));
    Prediction onItself = Samples.prediction(0, 3, 0.7, 0.9, 0.4);
    onItself.setFittedOn(true);
    board.predicted(onItself);
    assertThat(view(0).live()).extracting(Prediction::getEpoch).containsExactly(2);

    board.fittedOn(List.of("made-001", "of-another-sweep"));
    assertThat(view(1).fittedOn()).isTrue();
    assertThat(view(0).fittedOn()).isFalse();
  }

  @Test
  void shouldWaitUntilTheLastEpochsOfEndedRunsAreSpokenOf() throws Exception {
    var waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return board.awaitEnded(2, 10_000);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    board.ended(run(0), Samples.outcome(0.6, 0.5));
    board.ended(run(1), Samples.outcome(0.6, 0.5));
    board.predicted(Samples.withoutPredictor(0, Samples.EPOCHS));
    board.predicted(Samples.withoutPredictor(1, Samples.EPOCHS - 1));
    assertThat(board.awaitEnded(2, 50)).isFalse();
    assertThat(waiting).isNotDone();
    board.predicted(Samples.withoutPredictor(1, Samples.EPOCHS));
    assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldNotWaitForWordOfARunThatFailed() throws Exception {
    board.ended(run(0), Samples.failure(2));
    assertThat(board.awaitEnded(1, 0)).isTrue();
  }

  private RunView view(int run) {
    return board.runs().get(run);
  }
}
