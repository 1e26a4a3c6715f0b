package io.epochgraph.prediction;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Fits one epoch's models to rows of columns. */
final class EpochFitter {
  private EpochFitter() {}

  /**
   * A fitted epoch.
   *
   * @param leftOut (runs), each run's outcome as estimated from the others, limited to [0, 1]
   */
  record Fit(EpochModel model, double[] leftOut) {}

  static Fit fit(EpochRows rows, double threshold, ModelSettings models, long seed) {
    Standardizer standardizer = Standardizer.fit(rows.x());
    double[][] x = standardizer.apply(rows.x());
    Regressed<? extends AccuracyModel> regressed =
        regress(rows, standardizer, x, models.regression());
    double[] estimates = regressed.leftOut().clone();
    for (int i = 0; i < estimates.length; i++) {
      estimates[i] = Math.clamp(estimates[i], 0.0, 1.0);
    }
    var leftOut = new LeftOut(estimates, rows.outcomes());
    HighLowModel highLow =
        switch (models.classifier()) {
          case ClassifierSettings.Residuals _ ->
              new ResidualModel(regressed.model(), leftOut, threshold);
          case ClassifierSettings.Fitted fitted ->
              highLow(x, rows.high(threshold), fitted, seed * 31 + rows.endEpoch());
        };
    return new Fit(
        new EpochModel(
            rows.endEpoch(), rows.snapshots(), standardizer, regressed.model(), highLow, leftOut),
        estimates);
  }

  private static Regressed<? extends AccuracyModel> regress(
      EpochRows rows,
      Standardizer standardizer,
      double[][] x /* (runs, columns) */,
      ModelSettings.Regression regression) {
    return switch (regression) {
      case RIDGE -> ridge(rows, standardizer, x);
      case KERNEL -> KernelFitter.fit(x, rows.outcomes());
    };
  }

  /**
   * The better one, by leaving runs out, of two regressions: of the outcome, which a large penalty
   * draws to the mean of all runs; and, where the last validation accuracy is among the columns, of
   * the gain over it, which a large penalty draws to where the run stands. Both are linear in the
   * same columns.
   */
  private static Regressed<RidgeModel> ridge(
      EpochRows rows, Standardizer standardizer, double[][] x /* (runs, columns) */) {
    double[] outcomes = rows.outcomes();
    Regressed<RidgeModel> ofOutcome = RidgeFitter.fit(x, outcomes);
    int column = lastAccuracyColumn(rows);
    if (column < 0 || standardizer.scale()[column] == 0) {
      return ofOutcome;
    }
    double mean = standardizer.mean()[column];
    double scale = standardizer.scale()[column];
    double[] stands = new double[outcomes.length];
    double[] gains = new double[outcomes.length];
    for (int i = 0; i < outcomes.length; i++) {
      stands[i] = mean + scale * x[i][column];
      gains[i] = outcomes[i] - stands[i];
    }
    Regressed<RidgeModel> ofGain = RidgeFitter.fit(x, gains);
    double[] leftOut = new double[outcomes.length];
    Arrays.setAll(leftOut, i -> stands[i] + ofGain.leftOut()[i]);
    if (LeaveOneOut.squaredError(ofOutcome.leftOut(), outcomes)
        <= LeaveOneOut.squaredError(leftOut, outcomes)) {
      return ofOutcome;
    }
    double[] coefficients = ofGain.model().coefficients().clone();
    coefficients[column] += scale;
    return new Regressed<>(
        new RidgeModel(coefficients, mean + ofGain.model().intercept(), ofGain.model().lambda()),
        leftOut);
  }

  /** The column that is the last validation accuracy; -1 where none is. */
  private static int lastAccuracyColumn(EpochRows rows) {
    return IntStream.range(0, rows.columns())
        .filter(
            j ->
                IntStream.range(0, rows.size())
                    .allMatch(i -> rows.x()[i][j] == rows.lastAccuracy()[i]))
        .findFirst()
        .orElse(-1);
  }

  private static HighLowModel highLow(
      double[][] x, boolean[] high, ClassifierSettings.Fitted classifier, long seed) {
    int highs = 0;
    for (boolean one : high) {
      highs += one ? 1 : 0;
    }
    if (highs == 0 || highs == high.length) {
      return ConstantModel.ruleOfSuccession(x[0].length, highs, high.length);
    }
    return switch (classifier) {
      case ClassifierSettings.Svm svm -> SvmFitter.fit(x, high, svm, seed);
      case ClassifierSettings.Mlp mlp -> MlpFitter.fit(x, high, mlp, seed);
    };
  }
}
