package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class FittingPropertiesTest {
  private static EpochRows rows(double[][] x, double[] outcomes) {
    List<String> runs = IntStream.range(0, x.length).mapToObj(i -> "run-" + i).toList();
    return new EpochRows(1, 2, runs, x, outcomes, outcomes, 0, List.of());
  }

  private static EpochModel fit(double[][] x, double[] outcomes, ModelSettings models) {
    double threshold = Arrays.stream(outcomes).average().orElseThrow();
    return EpochFitter.fit(rows(x, outcomes), threshold, models, 5).model();
  }

  private static double[] outcomes(double[][] x, long seed) {
    return SyntheticRuns.outcomes(Standardizer.fit(x).apply(x), seed);
  }

  @Property(tries = 50)
  void shouldNotMindAColumnsUnit(
      @ForAll @IntRange(min = 6, max = 30) int runs,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @DoubleRange(min = 0.01, max = 100) double factor,
      @ForAll @DoubleRange(min = -100, max = 100) double shift,
      @ForAll long seed) {
    double[][] x = SyntheticRuns.rows(runs, columns, seed);
    double[] y = outcomes(x, seed);
    double[][] other = rescaled(x, columns / 2, factor, shift);

    EpochModel model = fit(x, y, ModelSettings.svm());
    EpochModel rescaled = fit(other, y, ModelSettings.svm());

    for (int i = 0; i < runs; i++) {
      assertThat(rescaled.predict(other[i]).accuracy())
          .isCloseTo(model.predict(x[i]).accuracy(), within(1e-6));
    }
  }

  /** Powers of two leave no rounding, of which a classifier's few steps could make a difference. */
  @Property(tries = 50)
  void shouldGiveTheSameBitsInUnitsOfPowersOfTwo(
      @ForAll @IntRange(min = 6, max = 30) int runs,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @IntRange(min = -20, max = 20) int exponent,
      @ForAll boolean perceptron,
      @ForAll long seed) {
    double[][] x = SyntheticRuns.rows(runs, columns, seed);
    double[] y = outcomes(x, seed);
    double[][] other = rescaled(x, columns / 2, Math.scalb(1.0, exponent), 0);
    ModelSettings models = perceptron ? ModelSettings.mlp() : ModelSettings.svm();

    EpochModel model = fit(x, y, models);
    EpochModel rescaled = fit(other, y, models);

    for (int i = 0; i < runs; i++) {
      assertThat(rescaled.predict(other[i])).isEqualTo(model.predict(x[i]));
    }
  }

  private static double[][] rescaled(double[][] x, int column, double factor, double shift) {
    double[][] other = Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
    for (double[] row : other) {
      row[column] = factor * row[column] + shift;
    }
    return other;
  }

  @Property(tries = 50)
  void shouldIgnoreConstantColumns(
      @ForAll @IntRange(min = 6, max = 20) int runs,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double constant,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double unseen,
      @ForAll long seed) {
    double[][] x = SyntheticRuns.rows(runs, 4, seed);
    double[] y = outcomes(x, seed);
    for (double[] row : x) {
      row[3] = constant;
    }

    EpochModel model = fit(x, y, ModelSettings.svm());

    double[] elsewhere = x[0].clone();
    elsewhere[3] = unseen;
    assertThat(model.predict(elsewhere)).isEqualTo(model.predict(x[0]));
  }

  @Property(tries = 50)
  void shouldGiveFractionsWhateverTheRunsAndTheColumns(
      @ForAll @IntRange(min = 3, max = 20) int runs,
      @ForAll @IntRange(min = 1, max = 60) int columns,
      @ForAll @DoubleRange(min = -1e12, max = 1e12) double far,
      @ForAll boolean perceptron,
      @ForAll long seed) {
    double[][] x = SyntheticRuns.rows(runs, columns, seed);
    double[] y = outcomes(x, seed);
    ModelSettings models = perceptron ? ModelSettings.mlp() : ModelSettings.svm();

    EpochModel model = fit(x, y, models);

    double[] outlier = new double[columns];
    Arrays.fill(outlier, far);
    Forecast.Predicted forecast = model.predict(outlier);
    assertThat(forecast.accuracy()).isBetween(0.0, 1.0);
    assertThat(forecast.probabilityHigh()).isBetween(0.0, 1.0);
  }

  @Property(tries = 50)
  void shouldShareBothClassesAmongFolds(
      @ForAll @IntRange(min = 2, max = 60) int runs,
      @ForAll @IntRange(min = 2, max = 12) int folds,
      @ForAll long seed) {
    boolean[] high = new boolean[runs];
    for (int i = 0; i < runs; i++) {
      high[i] = i % 3 == 0;
    }

    int[] fold = Folds.stratified(high, folds, seed);

    for (boolean side : new boolean[] {false, true}) {
      int[] sizes = new int[folds];
      for (int i = 0; i < runs; i++) {
        sizes[fold[i]] += high[i] == side ? 1 : 0;
      }
      int spread =
          Arrays.stream(sizes).max().orElseThrow() - Arrays.stream(sizes).min().orElseThrow();
      assertThat(spread).isLessThanOrEqualTo(1);
    }
  }
}
