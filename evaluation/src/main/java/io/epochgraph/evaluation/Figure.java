package io.epochgraph.evaluation;

import java.util.Arrays;

/**
 * A figure with its interval.
 *
 * @param mean the figure itself; the mean where several were taken
 * @param low the interval's lower end
 * @param high its upper end
 */
public record Figure(double mean, double low, double high) {

  /** The quantile of the normal distribution that leaves 2.5 % above it. */
  private static final double Z = 1.959964;

  /** The same interval around the mean of several divisions' figures, none of which exceeds 1. */
  Figure around(double newMean) {
    return new Figure(newMean, low - mean + newMean, Math.min(1, high - mean + newMean));
  }

  /** Values, at least one, with the interval that holds the middle 95 % of them. */
  public static Figure middle(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Figure(mean(values), quantile(sorted, 0.025), quantile(sorted, 0.975));
  }

  /** A share with Wilson's 95 % interval for the probability behind it. */
  public static Figure share(double count, double of) {
    double share = count / of;
    double centre = (share + Z * Z / (2 * of)) / (1 + Z * Z / of);
    double half =
        Z / (1 + Z * Z / of) * Math.sqrt(share * (1 - share) / of + Z * Z / (4 * of * of));
    return new Figure(share, Math.max(0, centre - half), Math.min(1, centre + half));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double quantile(double[] sorted, double at) {
    double position = at * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
