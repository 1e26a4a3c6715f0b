package io.epochgraph.prediction;

/**
 * What a predictor knows about windows that end at one epoch.
 *
 * @param endEpoch the window's last epoch, at least 0
 * @param snapshots the number of epochs in the window
 * @param standardizer applied to the columns before either model
 * @param accuracy estimates the outcome
 * @param highLow tells high from low outcomes
 */
public record EpochModel(
    int endEpoch,
    int snapshots,
    Standardizer standardizer,
    AccuracyModel accuracy,
    HighLowModel highLow) {
  public EpochModel {
    Require.that(endEpoch >= 0, "endEpoch is %s; it must be at least 0", endEpoch);
    Require.that(snapshots > 0, "snapshots is %s; it must be at least 1", snapshots);
    int columns = standardizer.columns();
    Require.that(
        accuracy.columns() == columns && highLow.columns() == columns,
        "The standardizer has %s columns, the accuracy model %s and the high/low model %s;"
            + " they must agree",
        columns,
        accuracy.columns(),
        highLow.columns());
  }

  Forecast.Predicted predict(double[] columns) {
    double[] standardised = standardizer.apply(columns);
    return Forecast.Predicted.of(
        Math.clamp(accuracy.predict(standardised), 0.0, 1.0),
        highLow.probabilityHigh(standardised));
  }
}
