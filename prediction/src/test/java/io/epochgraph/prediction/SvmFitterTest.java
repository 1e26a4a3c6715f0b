package io.epochgraph.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.prediction.ClassifierSettings.Svm;
import io.epochgraph.prediction.ClassifierSettings.SvmKernel;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smile.classification.PlattScaling;
import smile.classification.SVM;
import smile.math.kernel.GaussianKernel;
import smile.math.kernel.LinearKernel;
import smile.math.kernel.MercerKernel;

class SvmFitterTest {
  private static final double THRESHOLD = 0.4;

  private static double[][] rows(int runs, int columns, long seed) {
    double[][] raw = SyntheticRuns.rows(runs, columns, seed);
    return Standardizer.fit(raw).apply(raw);
  }

  @ParameterizedTest
  @EnumSource
  void shouldMatchSmile(SvmKernel kind) {
    double[][] x = rows(80, 12, 1);
    boolean[] high = SyntheticRuns.high(SyntheticRuns.outcomes(x, 2), THRESHOLD);
    int[] labels = new int[high.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = high[i] ? 1 : -1;
    }
    Svm settings = new Svm(kind, 1);
    MercerKernel<double[]> kernel =
        kind == SvmKernel.LINEAR ? new LinearKernel() : new GaussianKernel(Math.sqrt(12));
    SVM<double[]> smile = SvmFitter.machine(x, labels, kernel, settings, 7);

    SvmModel model = SvmFitter.fit(x, high, settings, 7);

    PlattScaling platt = new PlattScaling(model.slope(), model.offset());
    for (double[] row : rows(50, 12, 3)) {
      double score = smile.score(row);
      assertThat(model.score(row)).isCloseTo(score, within(1e-12 * Math.max(1, Math.abs(score))));
      double probability = platt.scale(score);
      assertThat(model.probabilityHigh(row)).isCloseTo(probability, within(1e-12 * probability));
    }
  }

  @Test
  void shouldReadBothOfPlattsParameters() {
    assertThat(SvmFitter.Scaling.of(new PlattScaling(-1.5, 0.25)))
        .isEqualTo(new SvmFitter.Scaling(-1.5, 0.25));
  }

  @ParameterizedTest
  @EnumSource
  void shouldTellHighFromLowOnRunsItHasNotSeen(SvmKernel kind) {
    double[][] x = rows(120, 6, 4);
    boolean[] high = SyntheticRuns.high(SyntheticRuns.outcomes(x, 5), THRESHOLD);
    SvmModel model = SvmFitter.fit(x, high, new Svm(kind, 1), 1);
    double[][] unseen = rows(200, 6, 6);
    boolean[] truth = SyntheticRuns.high(SyntheticRuns.outcomes(unseen, 7), THRESHOLD);

    int right = 0;
    double brier = 0;
    for (int i = 0; i < unseen.length; i++) {
      double probability = model.probabilityHigh(unseen[i]);
      right += (probability >= 0.5) == truth[i] ? 1 : 0;
      brier += Math.pow(probability - (truth[i] ? 1 : 0), 2) / unseen.length;
    }

    assertThat(right).isGreaterThan(165);
    assertThat(brier).isLessThan(0.15);
  }

  @Test
  void shouldSayTheFrequencyWhereThereIsNothingToLearn() {
    double[][] x = new double[8][3];
    boolean[] high = {true, true, true, true, true, false, false, false};

    SvmModel model = SvmFitter.fit(x, high, new Svm(SvmKernel.GAUSSIAN, 1), 1);

    assertThat(model.probabilityHigh(new double[3])).isBetween(0.4, 0.8);
    assertThat(model.slope()).isLessThanOrEqualTo(0);
  }

  @Test
  void shouldStaySaneWithASingleHighRun() {
    double[][] x = rows(8, 40, 9);
    boolean[] high = new boolean[8];
    high[3] = true;

    SvmModel model = SvmFitter.fit(x, high, new Svm(SvmKernel.GAUSSIAN, 1), 1);

    for (int i = 0; i < 8; i++) {
      assertThat(model.probabilityHigh(x[i])).isBetween(0.0, 1.0).isLessThan(high[i] ? 1 : 0.5);
    }
  }

  @Test
  void shouldNotBeSureOfNoise() {
    double[][] x = rows(10, 40, 13);
    Random random = new Random(1);
    for (int trial = 0; trial < 20; trial++) {
      boolean[] high = new boolean[10];
      for (int i = 0; i < 10; i++) {
        high[i] = i == 0 || (i > 1 && random.nextBoolean());
      }
      SvmModel model = SvmFitter.fit(x, high, new Svm(SvmKernel.GAUSSIAN, 1), trial);
      for (double[] row : rows(20, 40, 14)) {
        assertThat(model.probabilityHigh(row)).isBetween(0.02, 0.98);
      }
    }
  }

  @Test
  void shouldKeepProbabilitiesWithinBoundsFarOut() {
    SvmModel model =
        new SvmModel(new Kernel.Linear(), 1, new double[][] {{1}}, new double[] {1}, 0, -1000, 0);

    assertThat(model.probabilityHigh(new double[] {1e6})).isEqualTo(1);
    assertThat(model.probabilityHigh(new double[] {-1e6})).isZero();
    assertThat(model.probabilityHigh(new double[] {0})).isEqualTo(0.5);
  }

  @Test
  void shouldRejectModelsThatCannotBe() {
    assertThatThrownBy(() -> new Kernel.Gaussian(0)).hasMessage("sigma is 0.0; it must be above 0");
    assertThatThrownBy(
            () -> new SvmModel(new Kernel.Linear(), 2, new double[1][3], new double[1], 0, -1, 0))
        .hasMessage("vectors[0] has 3 values; it must have 2");
    assertThatThrownBy(
            () -> new SvmModel(new Kernel.Linear(), 2, new double[1][2], new double[2], 0, -1, 0))
        .hasMessageContaining("2 weights and 1 vectors");
    assertThatThrownBy(
            () -> new SvmModel(new Kernel.Linear(), 2, new double[1][2], new double[1], 0, 1, 0))
        .hasMessage("slope is 1.0; it must be at most 0");
  }
}
