package io.epochgraph.prediction;

import java.util.List;

/**
 * What came of a fit.
 *
 * @param predictor the predictor
 * @param epochs for each end epoch seen, covered or not, what the fit found there
 * @param divergedRuns how many runs were left out of some end epoch's fit, having diverged by then
 * @param unusable why single runs could not be used at single epochs, a sentence each
 */
public record FitReport(
    FittedPredictor predictor, List<Epoch> epochs, int divergedRuns, List<String> unusable) {
  public FitReport {
    epochs = List.copyOf(epochs);
    unusable = List.copyOf(unusable);
  }

  /**
   * One end epoch.
   *
   * @param runs how many runs were usable
   * @param columns how many columns each had
   * @param diverged how many runs had diverged by then
   * @param covered whether there is a model for it; not so with too few runs or no columns
   * @param lambda the penalty chosen; NaN where not covered
   * @param leaveOneOutError the mean absolute error of accuracies estimated from the other runs,
   *     with that penalty and this scaling and hence a little flattering; NaN where not covered
   * @param baselineError that of the last validation accuracy; NaN where one is unknown
   */
  public record Epoch(
      int endEpoch,
      int runs,
      int columns,
      int diverged,
      boolean covered,
      double lambda,
      double leaveOneOutError,
      double baselineError) {}
}
