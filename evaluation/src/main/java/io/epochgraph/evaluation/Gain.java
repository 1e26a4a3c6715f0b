package io.epochgraph.evaluation;

import java.util.SortedMap;

/**
 * By how much one way is better than another on the same runs.
 *
 * @param better the way that is to be better
 * @param than the other
 * @param byEpoch by the window's last epoch
 */
public record Gain(String better, String than, SortedMap<Integer, AtEpoch> byEpoch) {

  /**
   * Differences after one epoch, each with the 95 % interval of a paired bootstrap over runs.
   *
   * @param r2 of R²
   * @param tau of Kendall's τ
   * @param right of the share of runs on the right side
   */
  public record AtEpoch(Figure r2, Figure tau, Figure right) {}
}
