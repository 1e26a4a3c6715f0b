package io.epochgraph.dashboard;

import static io.epochgraph.dashboard.Records.EPOCH;
import static io.epochgraph.dashboard.Records.PREDICTOR;
import static io.epochgraph.dashboard.Records.endOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.contract.Interval;
import io.epochgraph.contract.RunStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DashboardModelTest {

  private static final Instant NOW = endOf(100);

  private final DashboardModel model = new DashboardModel();

  @BeforeEach
  void caughtUp() {
    model.source(new Source(true, null));
  }

  @Test
  void shouldDrawTheCurveFromManifests() {
    model.accept(Records.epoch("a", 0, 0, 0.1), endOf(0));
    model.accept(Records.epoch("a", 0, 2, 0.4), endOf(2));
    model.accept(Records.epoch("a", 0, 1, 0.3), endOf(2));

    var row = onlyRow();

    assertThat(row.curve())
        .containsExactly(new double[] {0, 0.1}, new double[] {1, 0.3}, new double[] {2, 0.4});
    assertThat(row.lastAccuracy()).isEqualTo(0.4);
    assertThat(row.lastEpoch()).isEqualTo(2);
    assertThat(row.status()).isEqualTo("RUNNING");
    assertThat(row.registered()).isFalse();
    assertThat(row.settings().learningRate()).isEqualTo(0.01);
  }

  @Test
  void shouldDrawSkippedEpochsFromTheNextManifest() {
    var manifest = Records.epoch("a", 0, 3, 0.5);
    manifest.setSkipped(List.of(Records.skipped(1, 0.3), Records.skipped(2, 0.4)));
    model.accept(manifest, NOW);

    var epochs = model.run("a").orElseThrow().epochs();

    assertThat(epochs).extracting(EpochPoint::validationAccuracy).containsExactly(0.3, 0.4, 0.5);
    assertThat(epochs).extracting(EpochPoint::published).containsExactly(false, false, true);
  }

  @Test
  void shouldLeaveOutAccuraciesThatAreNoNumbers() {
    model.accept(Records.epoch("a", 0, 1, 0.1), NOW);
    model.accept(Records.epoch("a", 0, 2, Double.NaN), NOW);
    model.accept(Records.epoch("a", 0, 3, null), NOW);

    assertThat(onlyRow().curve()).hasSize(1);
    assertThat(onlyRow().lastEpoch()).isEqualTo(3);
  }

  @Test
  void shouldTellNoChangeWhereAManifestComesAgain() {
    assertThat(model.accept(Records.epoch("a", 0, 1, 0.3), NOW)).isPresent();
    assertThat(model.accept(Records.epoch("a", 0, 1, 0.9), NOW)).isEmpty();
    assertThat(onlyRow().lastAccuracy()).isEqualTo(0.3);
  }

  @Test
  void shouldDiscardWhatAHigherAttemptReplaces() {
    for (int epoch = 0; epoch <= 4; epoch++) {
      model.accept(Records.epoch("a", 0, epoch, 0.1 * epoch), NOW);
      model.accept(Records.prediction("a", 0, epoch, 0.6), NOW);
      model.accept(Records.score(Records.prediction("a", 0, epoch, 0.6), 0.5), NOW);
    }

    model.accept(Records.epoch("a", 1, 3, 0.9), NOW);

    var detail = model.run("a").orElseThrow();
    assertThat(detail.row().attempt()).isEqualTo(1);
    assertThat(detail.epochs()).extracting(EpochPoint::epoch).containsExactly(0, 1, 2, 3);
    assertThat(detail.row().lastAccuracy()).isEqualTo(0.9);
    assertThat(detail.forecasts()).extracting(Forecast::epoch).containsExactly(0, 1, 2);
    assertThat(detail.scores()).extracting(Outcome::epoch).containsExactly(0, 1, 2);
    assertThat(model.accept(Records.epoch("a", 0, 5, 0.5), NOW)).isEmpty();
    assertThat(model.accept(Records.prediction("a", 0, 3, 0.5), NOW)).isEmpty();
    assertThat(model.accept(Records.prediction("a", 1, 3, 0.7), NOW)).isPresent();
  }

  @Test
  void shouldShowTheLatestPredictionOfEachPredictor() {
    var other = Records.prediction("a", 0, 1, 0.5);
    other.setPredictor("other");
    model.accept(Records.prediction("a", 0, 10, 0.8), NOW);
    model.accept(Records.prediction("a", 0, 9, 0.7), NOW);
    model.accept(other, NOW);

    assertThat(onlyRow().forecasts())
        .extracting(Forecast::predictor, Forecast::epoch)
        .containsExactly(tuple(PREDICTOR, 10), tuple("other", 1));
  }

  @Test
  void shouldSayThatThereIsNoPredictorOnlyWhereNonePredicts() {
    model.accept(Records.withoutPredictor("a", 3, Records.lenet()), NOW);
    assertThat(onlyRow().forecasts()).extracting(Forecast::status).containsExactly("NO_PREDICTOR");
    assertThat(onlyRow().forecasts().getFirst().nextCommand()).contains("predictor fit");

    model.accept(Records.prediction("a", 0, 2, 0.8), NOW);
    assertThat(onlyRow().forecasts()).extracting(Forecast::status).containsExactly("PREDICTED");
  }

  @Test
  void shouldPutTheScoreBesideThePredictionWhicheverCameFirst() {
    var prediction = Records.prediction("a", 0, 2, 0.8);
    model.accept(Records.score(prediction, 0.7), NOW);
    model.accept(prediction, NOW);

    var forecast = onlyRow().forecasts().getFirst();

    assertThat(forecast.actual()).isEqualTo(0.7);
    assertThat(forecast.error()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void shouldKeepTheIntervalOfAPrediction() {
    var prediction = Records.within(Records.prediction("a", 0, 2, 0.42), 0.39, 0.453);
    model.accept(prediction, NOW);
    model.accept(Records.score(prediction, 0.4), NOW);

    var forecast = onlyRow().forecasts().getFirst();

    assertThat(forecast.interval()).isEqualTo(new Forecast.Interval(0.39, 0.453, 0.9));
    assertThat(forecast.abstention()).isNull();
    assertThat(forecast.actual()).isEqualTo(0.4);
  }

  @Test
  void shouldKeepWhyThePredictorAbstains() {
    var prediction = Records.within(Records.prediction("a", 0, 2, 0.42), 0.39, 0.453);
    model.accept(Records.abstaining(prediction), NOW);

    var forecast = model.run("a").orElseThrow().forecasts().getFirst();

    assertThat(forecast.status()).isEqualTo("PREDICTED");
    assertThat(forecast.abstention()).isEqualTo(Records.ABSTENTION);
  }

  @Test
  void shouldTakePredictionsWithoutInterval() {
    model.accept(Records.prediction("old", 0, 2, 0.42), NOW);
    model.accept(Records.diverged("diverged", 2, NOW, Records.lenet()), NOW);
    model.accept(Records.withoutPredictor("none", 2, Records.lenet()), NOW);

    assertThat(model.runs())
        .flatExtracting(RunRow::forecasts)
        .extracting(Forecast::accuracy, Forecast::interval, Forecast::abstention)
        .containsExactly(tuple(null, null, null), tuple(null, null, null), tuple(0.42, null, null));
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0.5, 0.9", "0.4, Infinity, 0.9", "0.5, 0.4, 0.9", "0.4, 0.5, NaN"})
  void shouldLeaveOutIntervalsThatAreNone(double lower, double upper, double coverage) {
    var prediction = Records.prediction("a", 0, 2, 0.42);
    prediction.setInterval(new Interval(lower, upper, coverage));
    model.accept(prediction, NOW);

    assertThat(onlyRow().forecasts().getFirst().interval()).isNull();
    assertThat(onlyRow().forecasts().getFirst().accuracy()).isEqualTo(0.42);
  }

  @Test
  void shouldFollowTheRunsStatus() {
    model.accept(Records.run("a", 0, RunStatus.RUNNING, 0, null), NOW);
    assertThat(onlyRow().plannedEpochs()).isEqualTo(20);
    assertThat(onlyRow().bestAccuracy()).isNull();

    model.accept(Records.run("a", 0, RunStatus.COMPLETED, 20, 0.77), NOW);
    assertThat(onlyRow().status()).isEqualTo("COMPLETED");
    assertThat(onlyRow().bestAccuracy()).isEqualTo(0.77);
    assertThat(onlyRow().lastEpoch()).isEqualTo(20);
  }

  @Test
  void shouldRunAgainWhereAHigherAttemptPublishesAfterAFailure() {
    model.accept(Records.run("a", 0, RunStatus.FAILED, 3, null), NOW);
    assertThat(onlyRow().reason()).isEqualTo("CUDA out of memory");

    model.accept(Records.epoch("a", 1, 3, 0.4), endOf(3));

    assertThat(onlyRow().status()).isEqualTo("RUNNING");
    assertThat(onlyRow().reason()).isNull();
  }

  @Test
  void shouldCallARunSilentAfterFiveMedianEpochsAndAMinute() {
    for (int epoch = 0; epoch <= 4; epoch++) {
      model.accept(Records.epoch("a", 0, epoch, 0.2), endOf(epoch));
    }
    Instant last = endOf(4);

    assertThat(model.deriveSilence(last.plus(EPOCH.multipliedBy(6)))).isEmpty();
    var changes = model.deriveSilence(last.plus(EPOCH.multipliedBy(6)).plusMillis(1));

    assertThat(changes).extracting(change -> change.row().status()).containsExactly("SILENT");
    assertThat(model.deriveSilence(last.plus(EPOCH.multipliedBy(7)))).isEmpty();
    assertThat(model.summary().runs()).containsOnlyKeys("SILENT");

    model.accept(Records.epoch("a", 0, 12, 0.2), endOf(12));
    assertThat(onlyRow().status()).isEqualTo("RUNNING");
  }

  @Test
  void shouldCallNoRunSilentBeforeAllTopicsAreRead() {
    model.source(new Source(false, null));
    model.accept(Records.epoch("a", 0, 0, 0.2), NOW);

    assertThat(model.deriveSilence(NOW)).isEmpty();
  }

  @Test
  void shouldLeaveRunsThatThePredictorWasFittedOnOutOfItsErrors() {
    model.accept(Records.score(Records.prediction("fitted", 0, 2, 0.9), 0.1), NOW);
    model.accept(Records.score(Records.prediction("new", 0, 2, 0.8), 0.7), NOW);
    var flagged = Records.prediction("flagged", 0, 2, 0.8);
    flagged.setFittedOn(true);
    model.accept(flagged, NOW);
    model.accept(Records.score(flagged, 0.2), NOW);

    model.accept(Records.predictor(List.of("fitted")));

    var predictor = model.summary().predictors().getFirst();
    assertThat(predictor.fittedOn()).isEqualTo(1);
    assertThat(predictor.scored()).isEqualTo(1);
    assertThat(predictor.meanAbsoluteError()).isCloseTo(0.1, within(1e-12));
    assertThat(predictor.lastAccuracyError()).isCloseTo(0.4, within(1e-12));
    assertThat(predictor.verdictsRight()).isEqualTo(1.0);
    assertThat(model.scores()).filteredOn(Outcome::fittedOn).hasSize(2);
  }

  @Test
  void shouldTakeBothErrorsOverTheSamePredictions() {
    model.accept(Records.score(Records.prediction("a", 0, 1, 0.5), 0.7), NOW);
    model.accept(Records.score(Records.prediction("a", 0, 2, 0.6), 0.7), NOW);
    var withoutAccuracy = Records.prediction("b", 0, 2, 0.1);
    withoutAccuracy.setLastValidationAccuracy(null);
    model.accept(Records.score(withoutAccuracy, 0.9), NOW);

    var predictor = model.summary().predictors().getFirst();

    assertThat(predictor.scored()).isEqualTo(2);
    assertThat(predictor.runs()).isEqualTo(1);
    assertThat(predictor.meanAbsoluteError()).isCloseTo(0.15, within(1e-12));
    assertThat(predictor.byEpoch())
        .extracting(PredictorSummary.AtEpoch::epoch, PredictorSummary.AtEpoch::scored)
        .containsExactly(tuple(1, 1), tuple(2, 1));
  }

  @Test
  void shouldCountDeadLettersAndUnreadableRecords() {
    model.accept(Records.deadLetter("a", 1, "CONFLICT", "another digest"));
    model.accept(Records.deadLetter("a", 2, "CONFLICT", "another digest"));
    model.countUnreadable();
    model.accept(Records.epoch("a", 0, 0, 0.1), NOW);

    var summary = model.summary();

    assertThat(summary.deadLetters()).isEqualTo(2);
    assertThat(summary.deadLettersByCode()).containsEntry("CONFLICT", 2L);
    assertThat(summary.unreadable()).isEqualTo(1);
    assertThat(model.run("a").orElseThrow().deadLetters())
        .extracting(Refusal::epoch)
        .containsExactly(2, 1);
  }

  @Test
  void shouldKeepTheLatestPredictionsByTheTrainersClock() {
    for (int epoch = 70; epoch > 0; epoch--) {
      model.accept(Records.prediction("a", 0, epoch, 0.5), NOW);
    }

    var latest = model.summary().latestForecasts();

    assertThat(latest).hasSize(50).first().extracting(Forecast::epoch).isEqualTo(70);
    assertThat(latest).last().extracting(Forecast::epoch).isEqualTo(21);
  }

  @Test
  void shouldRefuseRunIdsThatAreNone() {
    assertThatThrownBy(() -> model.accept(Records.epoch("<b>", 0, 0, 0.1), NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run id \"<b>\"");
    assertThat(model.runs()).isEmpty();
  }

  private RunRow onlyRow() {
    assertThat(model.runs()).hasSize(1);
    return model.runs().getFirst();
  }
}
