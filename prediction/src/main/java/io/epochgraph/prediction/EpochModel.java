package io.epochgraph.prediction;

import java.util.Locale;
import java.util.Optional;

/**
 * What a predictor knows about windows that end at one epoch.
 *
 * @param endEpoch the window's last epoch, at least 0
 * @param snapshots the number of epochs in the window
 * @param standardizer applied to the columns before either model
 * @param accuracy estimates the outcome
 * @param highLow tells high from low outcomes
 * @param leftOut how wrong the accuracy is
 */
public record EpochModel(
    int endEpoch,
    int snapshots,
    Standardizer standardizer,
    AccuracyModel accuracy,
    HighLowModel highLow,
    LeftOut leftOut) {
  /** The share of runs whose outcome the stated interval contains. */
  public static final double COVERAGE = 0.9;

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
    double estimate = Math.clamp(accuracy.predict(standardised), 0.0, 1.0);
    return Forecast.Predicted.of(
        estimate,
        highLow.probabilityHigh(standardised),
        leftOut.interval(estimate, COVERAGE),
        leftOut.quantiles(estimate),
        abstention(standardised));
  }

  private Optional<String> abstention(double[] standardised) {
    return switch (accuracy) {
      case RidgeModel _ -> Optional.empty();
      case KernelModel kernel -> {
        double remoteness = kernel.remoteness(standardised);
        yield remoteness <= 1
            ? Optional.empty()
            : Optional.of(
                "the run is %s times as far from the nearest of the %s fitted runs as any of these"
                        .formatted(rounded(remoteness), kernel.vectors().length)
                    + " is from its nearest");
      }
    };
  }

  private static String rounded(double times) {
    return times < 100 ? String.format(Locale.ROOT, "%.2f", times) : "more than 100";
  }
}
