package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class KernelFitterTest {

  private static double[][] x(int runs, int columns, long seed) {
    double[][] rows = SyntheticRuns.rows(runs, columns, seed);
    return Standardizer.fit(rows).apply(rows);
  }

  /** The minimum of ‖y − b − Kw‖² + λ wᵀKw over b and w, from its normal equations. */
  private static double predictDirectly(
      double[][] x, double[] y, double scale, double lambda, double[] at) {
    int runs = x.length;
    var kernel = new Kernel.Exponential(scale);
    var system = new DMatrixRMaj(runs + 1, runs + 1);
    var right = new DMatrixRMaj(runs + 1, 1);
    for (int i = 0; i < runs; i++) {
      for (int j = 0; j < runs; j++) {
        system.set(i, j, kernel.apply(x[i], x[j]) + (i == j ? lambda : 0));
      }
      system.set(i, runs, 1);
      system.set(runs, i, 1);
      right.set(i, 0, y[i]);
    }
    var solution = new DMatrixRMaj(runs + 1, 1);
    assertThat(CommonOps_DDRM.solve(system, right, solution)).isTrue();
    double sum = solution.get(runs);
    for (int i = 0; i < runs; i++) {
      sum += solution.get(i) * kernel.apply(x[i], at);
    }
    return sum;
  }

  @Property(tries = 40)
  void shouldSolveTheNormalEquations(
      @ForAll @IntRange(min = 3, max = 25) int runs,
      @ForAll @IntRange(min = 1, max = 12) int columns,
      @ForAll long seed) {
    double[][] x = x(runs, columns, seed);
    double[] y = SyntheticRuns.outcomes(x, seed);

    KernelModel model = KernelFitter.fit(x, y).model();

    double[] at = new Random(seed).doubles(columns, -2, 2).toArray();
    assertThat(model.predict(at))
        .isCloseTo(predictDirectly(x, y, model.scale(), model.lambda(), at), within(1e-9));
  }

  @Property(tries = 40)
  void shouldLeaveOneOutAsIfFittedAnew(
      @ForAll @IntRange(min = 4, max = 20) int runs,
      @ForAll @IntRange(min = 1, max = 8) int columns,
      @ForAll long seed) {
    double[][] x = x(runs, columns, seed);
    double[] y = SyntheticRuns.outcomes(x, seed);
    Regressed<KernelModel> fit = KernelFitter.fit(x, y);
    int left = Math.floorMod(seed, runs);
    double[][] others = without(x, left);
    double[] outcomes = new double[runs - 1];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = y[i < left ? i : i + 1];
    }

    double anew =
        predictDirectly(others, outcomes, fit.model().scale(), fit.model().lambda(), x[left]);

    assertThat(fit.leftOut()[left]).isCloseTo(anew, within(1e-8));
  }

  private static double[][] without(double[][] rows, int left) {
    double[][] others = new double[rows.length - 1][];
    for (int i = 0; i < others.length; i++) {
      others[i] = rows[i < left ? i : i + 1];
    }
    return others;
  }

  @Test
  void shouldLearnWhatNoLineFollows() {
    double[][] x = x(120, 2, 4);
    double[] y = new double[x.length];
    Arrays.setAll(y, i -> Math.clamp(0.5 - 0.15 * x[i][0] * x[i][0], 0.0, 1.0));

    double kernel = LeaveOneOut.squaredError(KernelFitter.fit(x, y).leftOut(), y);
    double ridge = LeaveOneOut.squaredError(RidgeFitter.fit(x, y).leftOut(), y);

    assertThat(kernel).isLessThan(ridge / 4);
  }

  @Test
  void shouldKnowARunUnlikeAllOthers() {
    double[][] x = x(60, 5, 1);
    KernelModel model = KernelFitter.fit(x, SyntheticRuns.outcomes(x, 1)).model();

    assertThat(model.remoteness(x[7])).isZero();
    assertThat(model.remoteness(new double[] {4, -4, 4, -4, 4})).isGreaterThan(1);
    assertThat(model.predict(new double[] {4e6, 0, 0, 0, 0}))
        .isCloseTo(model.intercept(), within(1e-12));
  }

  @Test
  void shouldTakeConstantOutcomesAndTwinsAsTheyAre() {
    double[][] x = {{1, 0}, {1, 0}, {-1, 0}, {-1, 0}};
    KernelModel model = KernelFitter.fit(x, new double[] {0.3, 0.3, 0.3, 0.3}).model();

    assertThat(model.predict(new double[] {1, 0})).isCloseTo(0.3, within(1e-12));
    assertThat(model.farthest()).isZero();
    assertThat(model.remoteness(new double[] {0, 0})).isInfinite();
  }
}
