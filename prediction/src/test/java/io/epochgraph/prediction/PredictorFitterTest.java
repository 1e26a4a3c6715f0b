package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PredictorFitterTest {
  private static final FittingSettings SETTINGS =
      FittingSettings.of(
          "demo",
          new Cohort("lenet5", "cifar10"),
          InputSpec.parse("change:rolled/degree/raw", "curve"));

  private static FittingRun with(FittingRun run, int endEpoch, Observation observation) {
    Map<Integer, Observation> observations = new HashMap<>(run.byEndEpoch());
    observations.put(endEpoch, observation);
    return new FittingRun(run.run(), run.outcome(), observations);
  }

  @Test
  void shouldCoverEveryEpochWithColumns() {
    FitReport report = PredictorFitter.fit(SyntheticRuns.runs(12, 3, 1), SETTINGS, 1);

    assertThat(report.predictor().coveredEpochs()).containsExactly(1, 2, 3);
    assertThat(report.predictor().fittedOn()).hasSize(12).isSorted();
    assertThat(report.epochs())
        .extracting(FitReport.Epoch::covered)
        .containsExactly(false, true, true, true);
    assertThat(report.epochs()).extracting(FitReport.Epoch::columns).containsExactly(0, 7, 14, 21);
    assertThat(report.epochs().getLast().leaveOneOutError())
        .isLessThan(report.epochs().getLast().baselineError());
    assertThat(report.divergedRuns()).isZero();
    assertThat(report.unusable()).isEmpty();
  }

  @Test
  void shouldTakeTheMedianAsThresholdUnlessOneIsGiven() {
    List<FittingRun> runs = SyntheticRuns.runs(9, 1, 2);
    double[] outcomes = runs.stream().mapToDouble(FittingRun::outcome).sorted().toArray();

    assertThat(PredictorFitter.fit(runs, SETTINGS, 1).predictor().threshold())
        .isEqualTo(outcomes[4]);
    assertThat(PredictorFitter.fit(runs, SETTINGS.withThreshold(0.4), 1).predictor().threshold())
        .isEqualTo(0.4);
  }

  @Test
  void shouldGiveTheSameBitsWhateverTheOrder() {
    for (ModelSettings models :
        List.of(ModelSettings.svm(), ModelSettings.mlp(), ModelSettings.kernel())) {
      FittingSettings settings = SETTINGS.withModels(models);
      List<FittingRun> runs = new ArrayList<>(SyntheticRuns.runs(12, 2, 3));
      FitReport first = PredictorFitter.fit(runs, settings, 7);
      Collections.shuffle(runs, new Random(1));

      assertThat(Bits.of(PredictorFitter.fit(runs, settings, 7))).isEqualTo(Bits.of(first));
    }
  }

  @Test
  void shouldServeTwoThreadsAtOnce() throws Exception {
    List<FittingRun> runs = SyntheticRuns.runs(16, 3, 4);
    FittingSettings settings = SETTINGS.withModels(ModelSettings.mlp());
    FittedPredictor expected = PredictorFitter.fit(runs, settings, 7).predictor();
    Callable<FittedPredictor> task =
        () -> {
          FittedPredictor fitted = PredictorFitter.fit(runs, settings, 7).predictor();
          for (int i = 0; i < 200; i++) {
            for (FittingRun run : runs) {
              assertThat(expected.predict(2, run.byEndEpoch().get(2)))
                  .isEqualTo(fitted.predict(2, run.byEndEpoch().get(2)));
            }
          }
          return fitted;
        };

    List<Future<FittedPredictor>> fitted = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(2)) {
      fitted.add(threads.submit(task));
      fitted.add(threads.submit(task));
    }

    for (Future<FittedPredictor> one : fitted) {
      assertThat(Bits.of(one.get())).isEqualTo(Bits.of(expected));
    }
  }

  @Test
  void shouldLeaveOutAndCountDivergedRuns() {
    List<FittingRun> runs = new ArrayList<>(SyntheticRuns.runs(10, 2, 5));
    FittedPredictor without =
        PredictorFitter.fit(runs.subList(1, 10), SETTINGS.withThreshold(0.4), 1).predictor();
    runs.set(0, with(runs.getFirst(), 2, SyntheticRuns.diverged(3)));

    FitReport report = PredictorFitter.fit(runs, SETTINGS.withThreshold(0.4), 1);

    assertThat(report.divergedRuns()).isEqualTo(1);
    assertThat(report.epochs()).extracting(FitReport.Epoch::diverged).containsExactly(0, 0, 1);
    assertThat(report.epochs()).extracting(FitReport.Epoch::runs).containsExactly(10, 10, 9);
    assertThat(Bits.of(report.predictor().epochModels().getLast()))
        .isEqualTo(Bits.of(without.epochModels().getLast()));
  }

  @Test
  void shouldLeaveOutAndReportRunsThatLackAValue() {
    List<FittingRun> runs = new ArrayList<>(SyntheticRuns.runs(8, 1, 6));
    FittingRun run = runs.get(2);
    double[] signature = run.byEndEpoch().get(1).signatures().get(SyntheticRuns.KEY);
    double[] unknown = {Double.NaN, Double.NaN};
    runs.set(2, with(run, 1, SyntheticRuns.observation(signature, unknown, unknown)));

    FitReport report = PredictorFitter.fit(runs, SETTINGS, 1);

    assertThat(report.unusable())
        .containsExactly(
            "Run run-002, epoch 1: Column curve[1].validationAccuracy is NaN;"
                + " it must be a finite number");
    assertThat(report.predictor().fittedOn()).hasSize(7).doesNotContain("run-002");
  }

  @Test
  void shouldAnswerWithAConstantWhereAllRunsAreOnOneSide() {
    List<FittingRun> runs = SyntheticRuns.runs(8, 1, 7);
    FittedPredictor allHigh =
        PredictorFitter.fit(runs, SETTINGS.withThreshold(0.01), 1).predictor();
    FittedPredictor allLow = PredictorFitter.fit(runs, SETTINGS.withThreshold(0.99), 1).predictor();

    assertThat(allHigh.epochModels().getFirst().highLow()).isEqualTo(new ConstantModel(7, 0.9));
    assertThat(allLow.epochModels().getFirst().highLow()).isEqualTo(new ConstantModel(7, 0.1));
    Forecast.Predicted forecast =
        (Forecast.Predicted) allLow.predict(1, runs.getFirst().byEndEpoch().get(1));
    assertThat(forecast.verdict()).isEqualTo(Forecast.Verdict.LOW);
    assertThat(forecast.accuracy()).isCloseTo(runs.getFirst().outcome(), within(0.15));
  }

  @Test
  void shouldSaySoWhereThereAreTooFewRuns() {
    assertThatThrownBy(() -> PredictorFitter.fit(SyntheticRuns.runs(5, 1, 8), SETTINGS, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "None of the end epochs has 6 usable runs; usable runs by end epoch: [0: 5, 1: 5]");
    assertThat(
            PredictorFitter.fit(SyntheticRuns.runs(5, 1, 8), SETTINGS.withMinimumRuns(5), 1)
                .predictor()
                .coveredEpochs())
        .containsExactly(1);
  }

  @Test
  void shouldRejectARunGivenTwice() {
    List<FittingRun> runs = new ArrayList<>(SyntheticRuns.runs(6, 1, 9));
    runs.add(runs.getFirst());

    assertThatThrownBy(() -> PredictorFitter.fit(runs, SETTINGS, 1))
        .hasMessage("Run run-000 is given twice; each may stand once");
  }

  @Test
  void shouldRejectSettingsThatCannotBe() {
    assertThatThrownBy(() -> SETTINGS.withMinimumRuns(2))
        .hasMessage("minimumRuns is 2; it must be at least 3");
    assertThatThrownBy(() -> SETTINGS.withThreshold(40))
        .hasMessage("threshold is 40.0; it must be a fraction from 0 to 1");
    assertThatThrownBy(() -> new FittingRun("a", 40, Map.of()))
        .hasMessageContaining("outcome of run a is 40.0");
    assertThatThrownBy(() -> new ClassifierSettings.Mlp(8, 0.5, 0.2, 10))
        .hasMessageContaining("learningRate * weightDecay is 0.1");
  }

  @Test
  void shouldStayWhereRunsStandIfThatIsAllThereIsToLearn() {
    double gain = 0.02;
    double[] stands = {0.1, 0.35, 0.2, 0.6, 0.45, 0.8, 0.15, 0.7};
    double[] noise = {3, -1, 2, 2, -3, 1, -2, 0};
    List<FittingRun> runs = new ArrayList<>();
    for (int i = 0; i < stands.length; i++) {
      var history =
          new Observation(
              Map.of(),
              new double[] {0.1, stands[i]},
              new double[] {Double.NaN, 5 + noise[i]},
              false);
      runs.add(new FittingRun("run-" + i, stands[i] + gain, Map.of(1, history)));
    }
    var settings =
        FittingSettings.of("p", new Cohort("lenet5", "cifar10"), InputSpec.parse("curve"));

    FitReport report = PredictorFitter.fit(runs, settings, 1);

    assertThat(report.epochs().getFirst().leaveOneOutError()).isLessThan(1e-12);
    assertThat(report.epochs().getFirst().baselineError()).isCloseTo(gain, within(1e-12));
    var unseen =
        new Observation(Map.of(), new double[] {0.1, 0.5}, new double[] {Double.NaN, 5}, false);
    assertThat(report.predictor().predict(1, unseen))
        .isInstanceOfSatisfying(
            Forecast.Predicted.class,
            forecast -> assertThat(forecast.accuracy()).isCloseTo(0.52, within(1e-12)));
  }
}
