package io.epochgraph.evaluation;

import java.util.SortedMap;

/**
 * How one way did.
 *
 * @param byEpoch by the window's last epoch
 */
public record WayScores(String way, SortedMap<Integer, AtEpoch> byEpoch) {

  /**
   * Scores after one epoch, on runs that the fit has not seen, each with a 95 % interval of drawing
   * the runs again.
   *
   * @param runs that were predicted
   * @param right share of runs put on the right side of the threshold
   * @param error mean absolute error, a fraction
   * @param r2 of the accuracy
   * @param tau Kendall's, of estimated and reached accuracies
   * @param coverage of the stated intervals, over all divisions, with Wilson's 95 % interval
   * @param width their mean width, a fraction; NaN where none were stated
   */
  public record AtEpoch(
      int runs, Figure right, Figure error, Figure r2, Figure tau, Figure coverage, double width) {}
}
