package io.epochgraph.prediction;

import java.util.ArrayList;
import java.util.List;

/**
 * Judges a way of fitting by runs it has not seen.
 *
 * @param threshold what outcomes were high
 * @param epochs by end epoch, in order
 */
public record Evaluation(double threshold, List<Epoch> epochs) {
  public Evaluation {
    epochs = List.copyOf(epochs);
  }

  /**
   * One end epoch.
   *
   * @param runs how many runs were estimated, each once
   * @param predictor the scores of the fitted predictors
   * @param lastAccuracy those of the plain forecast that a run ends where it stands; NaN where a
   *     validation accuracy is unknown
   */
  public record Epoch(int endEpoch, int runs, Scores predictor, Scores lastAccuracy) {}

  /**
   * Divides the runs into folds, high and low ones apart, fits to all folds but one and estimates
   * that one, in turn. Standardisation, penalty and classifier are fitted anew each time; only a
   * median threshold comes from all runs. Diverged runs and runs that lack a value at an epoch are
   * left out there. End epochs where a fit would have fewer runs than the settings ask for are
   * absent. As many folds as runs leave one out at a time; costs as many fits as folds. With few
   * runs, leaving one out makes input that says nothing look worse than chance, for the run left
   * out is always of the class that the others have fewer of.
   *
   * @param folds at least 2; more than there are runs count as that many
   */
  public static Evaluation crossValidate(
      List<FittingRun> runs, FittingSettings settings, int folds, long seed) {
    Require.that(folds >= 2, "folds is %s; it must be at least 2", folds);
    double threshold = PredictorFitter.threshold(runs, settings.threshold());
    List<Epoch> epochs = new ArrayList<>();
    for (EpochRows rows : EpochRows.of(runs, settings.inputs())) {
      int used = Math.min(folds, rows.size());
      int leastFitted = used == 0 ? 0 : rows.size() - (rows.size() + used - 1) / used;
      if (leastFitted >= settings.minimumRuns() && rows.columns() > 0) {
        epochs.add(
            new Epoch(
                rows.endEpoch(),
                rows.size(),
                crossValidate(rows, threshold, settings.classifier(), used, seed),
                Scores.ofLastAccuracy(rows, threshold)));
      }
    }
    return new Evaluation(threshold, epochs);
  }

  private static Scores crossValidate(
      EpochRows rows, double threshold, ClassifierSettings classifier, int folds, long seed) {
    boolean[] high = rows.high(threshold);
    int[] fold = Folds.stratified(high, folds, seed);
    double[] estimates = new double[rows.size()];
    boolean[] saidHigh = new boolean[rows.size()];
    for (int f = 0; f < folds; f++) {
      EpochRows fitted = rows.select(Folds.outside(fold, f));
      EpochModel model = EpochFitter.fit(fitted, threshold, classifier, seed).model();
      for (int i : Folds.inside(fold, f)) {
        Forecast.Predicted forecast = model.predict(rows.x()[i]);
        estimates[i] = forecast.accuracy();
        saidHigh[i] = forecast.verdict() == Forecast.Verdict.HIGH;
      }
    }
    return Scores.of(estimates, saidHigh, rows.outcomes(), high);
  }
}
