package io.epochgraph.evaluation;

/**
 * A figure with its interval.
 *
 * @param mean the figure itself; the mean where several divisions were made
 * @param low the interval's lower end
 * @param high its upper end
 */
public record Figure(double mean, double low, double high) {
  /** The same interval around the mean of several divisions' figures. */
  Figure around(double newMean) {
    return new Figure(newMean, low - mean + newMean, high - mean + newMean);
  }
}
