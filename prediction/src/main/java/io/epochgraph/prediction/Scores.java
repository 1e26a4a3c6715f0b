package io.epochgraph.prediction;

/**
 * How good estimates were on runs they had not learnt from.
 *
 * @param meanAbsoluteError in fractions
 * @param r2 1 − (squared error) / (squared deviation of the outcomes from their mean); NaN where
 *     all outcomes are equal
 * @param highLowAccuracy the fraction of runs put on the right side of the threshold
 */
public record Scores(double meanAbsoluteError, double r2, double highLowAccuracy) {
  static Scores of(
      double[] estimates, boolean[] saidHigh, double[] outcomes, boolean[] high /* (runs) each */) {
    int runs = outcomes.length;
    double absolute = 0;
    int right = 0;
    for (int i = 0; i < runs; i++) {
      absolute += Math.abs(estimates[i] - outcomes[i]);
      right += saidHigh[i] == high[i] ? 1 : 0;
    }
    return new Scores(absolute / runs, Agreement.r2(estimates, outcomes), (double) right / runs);
  }

  /** Those of the plain forecast that a run ends where it stands; NaN where it is unknown. */
  static Scores ofLastAccuracy(EpochRows rows, double threshold) {
    boolean[] saidHigh = new boolean[rows.size()];
    for (int i = 0; i < saidHigh.length; i++) {
      saidHigh[i] = rows.lastAccuracy()[i] >= threshold;
    }
    return of(rows.lastAccuracy(), saidHigh, rows.outcomes(), rows.high(threshold));
  }
}
