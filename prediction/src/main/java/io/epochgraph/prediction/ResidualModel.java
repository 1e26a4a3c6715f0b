package io.epochgraph.prediction;

/**
 * Tells high from low by the estimated accuracy and by how wrong such estimates are: the two never
 * contradict each other.
 *
 * @param accuracy the regression
 * @param leftOut its errors
 * @param threshold outcomes from here on are high
 */
public record ResidualModel(AccuracyModel accuracy, LeftOut leftOut, double threshold)
    implements HighLowModel {
  public ResidualModel {
    Require.that(leftOut.runs() > 0, "leftOut has no runs; there must be at least one");
    Require.fraction(threshold, "threshold");
  }

  @Override
  public int columns() {
    return accuracy.columns();
  }

  @Override
  public double probabilityHigh(double[] standardised) {
    double estimate = Math.clamp(accuracy.predict(standardised), 0.0, 1.0);
    return leftOut.probabilityFrom(threshold, estimate);
  }
}
