package io.epochgraph.prediction;

/** Fits one epoch's models to rows of columns. */
final class EpochFitter {
  private EpochFitter() {}

  /**
   * A fitted epoch.
   *
   * @param leftOut (runs), each run's outcome as estimated from the others, limited to [0, 1]
   */
  record Fit(EpochModel model, double[] leftOut) {}

  static Fit fit(EpochRows rows, double threshold, ClassifierSettings classifier, long seed) {
    Standardizer standardizer = Standardizer.fit(rows.x());
    double[][] x = standardizer.apply(rows.x());
    RidgeFitter.Fit ridge = RidgeFitter.fit(x, rows.outcomes());
    double[] leftOut = ridge.leftOut().clone();
    for (int i = 0; i < leftOut.length; i++) {
      leftOut[i] = Math.clamp(leftOut[i], 0.0, 1.0);
    }
    HighLowModel highLow =
        highLow(x, rows.high(threshold), classifier, seed * 31 + rows.endEpoch());
    return new Fit(
        new EpochModel(rows.endEpoch(), rows.snapshots(), standardizer, ridge.model(), highLow),
        leftOut);
  }

  private static HighLowModel highLow(
      double[][] x, boolean[] high, ClassifierSettings classifier, long seed) {
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
