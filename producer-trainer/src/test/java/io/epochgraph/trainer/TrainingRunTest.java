package io.epochgraph.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.trainer.RunOutcome.Status;
import io.epochgraph.trainer.data.GeneratedImages;
import io.epochgraph.trainer.data.ImageDataset;
import io.epochgraph.trainer.network.LayerWeights;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingRunTest {
  private static final ImageDataset IMAGES = GeneratedImages.dataset(400, 200, 28);

  @Test
  void shouldLearnAndTellEveryEpoch() {
    Recording run = train(settings(0.05, 0, 0, 4, 0, 1));

    assertThat(run.start.trainingImages()).isEqualTo(400);
    assertThat(run.metrics).hasSize(5);
    assertThat(run.metrics.getFirst().trainingLoss()).isNull();
    assertThat(run.metrics.getFirst().validationAccuracy()).isLessThan(0.4);
    assertThat(run.metrics.getLast().validationAccuracy()).isGreaterThan(0.9);
    assertThat(run.metrics.getLast().trainingLoss()).isLessThan(run.metrics.get(1).trainingLoss());
    assertThat(run.outcome.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.outcome.epochs()).isEqualTo(4);
    assertThat(run.outcome.finalAccuracy()).isEqualTo(run.metrics.getLast().validationAccuracy());
    assertThat(run.digests).doesNotHaveDuplicates();
  }

  @Test
  void shouldStartNearTheLossOfGuessing() {
    Recording run = train(settings(1e-6, 0, 0, 1, 0, 1));

    assertThat(run.metrics.getFirst().validationLoss()).isBetween(Math.log(10) - 0.5, 5.0);
    assertThat(run.metrics.get(1).validationLoss())
        .isCloseTo(run.metrics.get(0).validationLoss(), within(0.01));
  }

  @Test
  void shouldGiveTheSameWeightsWhateverWasTrainedBefore() {
    RunSettings one = settings(0.02, 0.9, 0.5, 2, 0, 11);
    RunSettings two = settings(0.05, 0, 0.3, 2, 0, 12);

    List<String> oneFirst = train(one).digests;
    List<String> twoSecond = train(two).digests;
    List<String> twoFirst = train(two).digests;
    List<String> oneSecond = train(one).digests;

    assertThat(oneSecond).isEqualTo(oneFirst);
    assertThat(twoFirst).isEqualTo(twoSecond);
    assertThat(oneFirst).doesNotContainAnyElementsOf(twoFirst);
  }

  @Test
  void shouldGoOnWhenDiverged() {
    Recording run = train(settings(1e4, 0, 0, 3, 0, 1));

    assertThat(run.outcome.status()).isEqualTo(Status.COMPLETED);
    assertThat(run.metrics).hasSize(4);
    assertThat(run.metrics.getLast().trainingLoss()).isNaN();
    assertThat(run.metrics.getLast().validationLoss()).isNaN();
    LayerWeights conv1 = run.last.getFirst();
    assertThat(conv1.values().get(0)).isNaN();
    assertThat(run.outcome.finalAccuracy()).isBetween(0.0, 0.3);
  }

  @Test
  void shouldStopEarlyWithoutABetterAccuracy() {
    Recording run = train(settings(1e-6, 0, 0, 20, 2, 1));

    assertThat(run.outcome.status()).isEqualTo(Status.EARLY_STOPPED);
    assertThat(run.outcome.epochs()).isLessThan(20);
    assertThat(run.metrics.get(run.metrics.size() - 3).validationAccuracy())
        .isEqualTo(run.outcome.bestAccuracy());
  }

  @Test
  void shouldFailWithTheListenersReason() {
    var recording = new Recording();
    RunListener broken =
        new Recording() {
          @Override
          public void epoch(int epoch, List<LayerWeights> layers, EpochMetrics values) {
            if (epoch == 1) {
              throw new IllegalStateException("cannot publish");
            }
          }
        };

    RunOutcome outcome =
        new TrainingRun(IMAGES, settings(0.05, 0, 0, 3, 0, 1)).train(recording.and(broken));

    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason()).contains("cannot publish");
    assertThat(outcome).isEqualTo(recording.outcome);
    assertThat(train(settings(0.05, 0, 0, 1, 0, 1)).outcome.status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void shouldFailWhenCancelled() {
    var run = new TrainingRun(IMAGES, settings(0.05, 0, 0, 3, 0, 1));
    var recording =
        new Recording() {
          @Override
          public void batch(int epoch, int done, int total) {
            if (epoch == 2 && done == 3) {
              run.cancel();
            }
          }
        };

    RunOutcome outcome = run.train(recording);

    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason()).contains("stopped in epoch 2");
    assertThat(outcome.epochs()).isEqualTo(1);
  }

  @Test
  void shouldTrainNoImageAlone() {
    List<Integer> totals = new ArrayList<>();
    for (int images : new int[] {31, 32, 33, 34}) {
      var counting =
          new Recording() {
            @Override
            public void batch(int epoch, int done, int total) {
              if (done == total) {
                totals.add(total);
              }
            }
          };
      new TrainingRun(GeneratedImages.dataset(images, 20, 28), settings(0.01, 0, 0, 1, 0, 1))
          .train(counting);
      assertThat(counting.outcome.status()).isEqualTo(Status.COMPLETED);
    }

    assertThat(totals).containsExactly(2, 2, 2, 3);
  }

  private static RunSettings settings(
      double rate, double momentum, double dropout, int epochs, int patience, long seed) {
    return new RunSettings(
        "run", "", "lenet5", rate, momentum, dropout, 16, epochs, patience, seed);
  }

  private static Recording train(RunSettings settings) {
    var recording = new Recording();
    RunOutcome outcome = new TrainingRun(IMAGES, settings).train(recording);
    assertThat(outcome).isEqualTo(recording.outcome);
    return recording;
  }
}
