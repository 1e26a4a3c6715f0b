package io.epochgraph.evaluation;

import java.util.SortedMap;

/**
 * How one way did.
 *
 * @param byEpoch by the window's last epoch
 */
public record WayScores(String way, SortedMap<Integer, AtEpoch> byEpoch) {

  /**
   * Scores after one epoch, on runs that the fit has not seen.
   *
   * @param runs that were predicted
   * @param right share of runs put on the right side of the threshold
   * @param error mean absolute error, a fraction
   * @param r2 of the accuracy
   */
  public record AtEpoch(int runs, Figure right, Figure error, Figure r2) {}
}
