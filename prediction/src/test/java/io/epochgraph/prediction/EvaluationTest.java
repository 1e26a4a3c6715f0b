package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static FittingSettings settings(String... inputs) {
    return FittingSettings.of("p", new Cohort("lenet5", "cifar10"), InputSpec.parse(inputs));
  }

  @Test
  void shouldComputeScores() {
    Scores scores =
        Scores.of(
            new double[] {0.2, 0.5, 0.5},
            new boolean[] {false, true, true},
            new double[] {0.2, 0.4, 0.6},
            new boolean[] {false, false, true});

    assertThat(scores.meanAbsoluteError()).isCloseTo(0.2 / 3, within(1e-15));
    assertThat(scores.r2()).isCloseTo(1 - 0.02 / 0.08, within(1e-12));
    assertThat(scores.highLowAccuracy()).isEqualTo(2.0 / 3);
    assertThat(Scores.of(new double[2], new boolean[2], new double[2], new boolean[2]).r2())
        .isNaN();
  }

  @Test
  void shouldBeatTheLastAccuracyWhereTheCurveTellsTheOutcome() {
    Evaluation evaluation =
        Evaluation.crossValidate(SyntheticRuns.runs(40, 3, 1), settings("curve"), 5, 1);

    assertThat(evaluation.epochs()).extracting(Evaluation.Epoch::endEpoch).containsExactly(1, 2, 3);
    Evaluation.Epoch last = evaluation.epochs().getLast();
    assertThat(last.runs()).isEqualTo(40);
    assertThat(last.predictor().r2()).isGreaterThan(0.9);
    assertThat(last.predictor().highLowAccuracy()).isGreaterThan(0.85);
    assertThat(last.predictor().meanAbsoluteError())
        .isLessThan(last.lastAccuracy().meanAbsoluteError() / 4);
  }

  @Test
  void shouldFindNothingWhereThereIsNothing() {
    double r2 = 0;
    double right = 0;
    int draws = 8;
    for (int draw = 0; draw < draws; draw++) {
      Random random = new Random(100 + draw);
      List<FittingRun> runs = new ArrayList<>();
      for (FittingRun run : SyntheticRuns.runs(40, 1, draw)) {
        runs.add(new FittingRun(run.run(), random.nextDouble(), run.byEndEpoch()));
      }
      Scores scores =
          Evaluation.crossValidate(runs, settings("graph:rolled/degree/raw"), 5, 1)
              .epochs()
              .getLast()
              .predictor();
      r2 += scores.r2() / draws;
      right += scores.highLowAccuracy() / draws;
    }

    assertThat(r2).isBetween(-0.3, 0.05);
    assertThat(right).isBetween(0.4, 0.6);
  }

  @Test
  void shouldNotDependOnTheOrderOfRuns() {
    List<FittingRun> runs = new ArrayList<>(SyntheticRuns.runs(15, 2, 3));
    Evaluation first = Evaluation.crossValidate(runs, settings("curve"), 5, 9);
    Collections.reverse(runs);

    assertThat(Evaluation.crossValidate(runs, settings("curve"), 5, 9)).isEqualTo(first);
  }

  @Test
  void shouldSkipEpochsWithTooFewRuns() {
    assertThat(
            Evaluation.crossValidate(SyntheticRuns.runs(6, 2, 4), settings("curve"), 3, 1).epochs())
        .isEmpty();
    assertThatThrownBy(
            () -> Evaluation.crossValidate(SyntheticRuns.runs(6, 2, 4), settings("curve"), 1, 1))
        .hasMessage("folds is 1; it must be at least 2");
  }

  @Test
  void shouldLeaveOneOutAboutAsTheFitReports() {
    List<FittingRun> runs = SyntheticRuns.runs(20, 2, 5);
    FitReport report = PredictorFitter.fit(runs, settings("curve"), 1);
    Evaluation evaluation = Evaluation.crossValidate(runs, settings("curve"), 20, 1);

    assertThat(report.epochs().getLast().leaveOneOutError())
        .isCloseTo(evaluation.epochs().getLast().predictor().meanAbsoluteError(), within(0.01));
  }

  @Test
  void shouldPredictRealRunsBetterThanTheirLastAccuracyDoes() {
    Evaluation curve = realRuns("curve");
    Evaluation graph =
        realRuns("magnitude:rolled/degree/raw", "magnitude:rolled/eigenvector/raw", "curve");

    Evaluation.Epoch sixth = curve.epochs().getLast();
    assertThat(sixth.predictor().meanAbsoluteError())
        .isLessThan(0.75 * sixth.lastAccuracy().meanAbsoluteError());
    assertThat(sixth.predictor().r2()).isGreaterThan(0.8);
    Evaluation.Epoch first = graph.epochs().getFirst();
    assertThat(first.predictor().meanAbsoluteError())
        .isLessThan(0.7 * first.lastAccuracy().meanAbsoluteError());
    assertThat(first.predictor().r2())
        .isGreaterThan(curve.epochs().getFirst().predictor().r2() + 0.3);
  }

  private static Evaluation realRuns(String... inputs) {
    return Evaluation.crossValidate(LenetRuns.all(), settings(inputs).withThreshold(0.4), 16, 1);
  }
}
