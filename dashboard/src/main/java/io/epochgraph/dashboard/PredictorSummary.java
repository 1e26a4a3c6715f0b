package io.epochgraph.dashboard;

import java.util.List;

/**
 * How one version of a predictor does, over the scored predictions of runs it was not fitted on.
 * Both errors are means over the same predictions: those that have both.
 *
 * @param role {@code CHAMPION}, {@code CHALLENGER} or {@code RETIRED}; null where the predictor
 *     itself has not been seen
 * @param target what it predicts
 * @param fittedOn the number of runs it was fitted on, or null where that is not known
 * @param predictions predictions made, scored or not
 * @param scored predictions with both errors
 * @param runs runs among them
 * @param meanAbsoluteError of the predicted accuracy, a fraction; null without scores
 * @param lastAccuracyError mean absolute error of the last validation accuracy taken as the
 *     prediction; null without scores
 * @param verdictsRight the share of right verdicts; null without any
 * @param lastAccuracyRight the share of right verdicts by the last validation accuracy; null
 *     without any
 * @param byEpoch the same by epoch of the prediction
 */
public record PredictorSummary(
    String predictor,
    int version,
    String role,
    String target,
    Integer fittedOn,
    int predictions,
    int scored,
    int runs,
    Double meanAbsoluteError,
    Double lastAccuracyError,
    Double verdictsRight,
    Double lastAccuracyRight,
    List<AtEpoch> byEpoch) {

  /** The errors of predictions made after one epoch. */
  public record AtEpoch(
      int epoch,
      int scored,
      Double meanAbsoluteError,
      Double lastAccuracyError,
      Double verdictsRight,
      Double lastAccuracyRight) {}
}
