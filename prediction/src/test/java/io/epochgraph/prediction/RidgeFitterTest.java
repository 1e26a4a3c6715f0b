package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.vector.DoubleVector;
import smile.regression.LinearModel;
import smile.regression.RidgeRegression;

class RidgeFitterTest {
  @ParameterizedTest
  @CsvSource({"40, 12, 0.1", "40, 12, 25", "8, 40, 1", "16, 16, 3", "250, 50, 1e-3"})
  void shouldMatchSmile(int runs, int columns, double lambda) {
    Blas.load();
    double[][] raw = SyntheticRuns.rows(runs, columns, 11);
    Standardizer standardizer = Standardizer.fit(raw);
    double[][] x = standardizer.apply(raw);
    double[] y = SyntheticRuns.outcomes(x, 12);

    RidgeModel model = RidgeFitter.fit(x, y, lambda);

    LinearModel smile =
        RidgeRegression.fit(
            Formula.lhs("y"), DataFrame.of(raw).add(new DoubleVector("y", y)), lambda);
    for (double[] row : raw) {
      double expected = smile.predict(row);
      assertThat(model.predict(standardizer.apply(row)))
          .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
    }
  }

  @ParameterizedTest
  @CsvSource({"12, 5", "8, 40", "30, 30"})
  void shouldLeaveOneOutAsIfRefitted(int runs, int columns) {
    double[][] x =
        Standardizer.fit(SyntheticRuns.rows(runs, columns, 5))
            .apply(SyntheticRuns.rows(runs, columns, 5));
    double[] y = SyntheticRuns.outcomes(x, 6);

    Regressed<RidgeModel> fit = RidgeFitter.fit(x, y);

    for (int out = 0; out < runs; out++) {
      assertThat(fit.leftOut()[out])
          .isCloseTo(refitted(x, y, fit.model().lambda(), out), within(1e-9));
    }
  }

  private static double refitted(double[][] x, double[] y, double lambda, int out) {
    int[] rest = IntStream.range(0, y.length).filter(i -> i != out).toArray();
    double[] centre = new double[x[0].length];
    for (int i : rest) {
      for (int j = 0; j < centre.length; j++) {
        centre[j] += x[i][j] / rest.length;
      }
    }
    double[][] centred =
        Arrays.stream(rest).mapToObj(i -> minus(x[i], centre)).toArray(double[][]::new);
    double[] outcomes = Arrays.stream(rest).mapToDouble(i -> y[i]).toArray();
    return RidgeFitter.fit(centred, outcomes, lambda).predict(minus(x[out], centre));
  }

  private static double[] minus(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(j -> a[j] - b[j]).toArray();
  }

  @Test
  void shouldPenaliseMoreWhereThereIsLessToLearn() {
    double[][] x =
        Standardizer.fit(SyntheticRuns.rows(60, 20, 1)).apply(SyntheticRuns.rows(60, 20, 1));
    double[] clear = SyntheticRuns.outcomes(x, 2);
    double[] noise = new java.util.Random(3).doubles(60).toArray();

    double lambdaOfClear = RidgeFitter.fit(x, clear).model().lambda();
    double lambdaOfNoise = RidgeFitter.fit(x, noise).model().lambda();

    assertThat(lambdaOfClear).isLessThan(lambdaOfNoise / 10);
  }

  @Test
  void shouldFallBackToTheMeanWhereNothingVaries() {
    RidgeModel model = RidgeFitter.fit(new double[6][3], new double[] {1, 2, 3, 4, 5, 6}).model();

    assertThat(model.predict(new double[3])).isCloseTo(3.5, within(1e-15));
    assertThat(model.coefficients()).containsOnly(0);
  }

  @Test
  void shouldSurviveEqualColumns() {
    double[][] x = {{1, 1, -1}, {-1, -1, 1}, {1, 1, -1}, {-1, -1, 1}};
    RidgeModel model = RidgeFitter.fit(x, new double[] {0.8, 0.2, 0.8, 0.2}).model();

    assertThat(model.predict(x[0])).isCloseTo(0.8, within(0.01));
    assertThat(model.coefficients()[0]).isCloseTo(model.coefficients()[1], within(1e-12));
  }
}
