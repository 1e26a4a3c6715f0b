package io.epochgraph.math;

import java.util.Arrays;

/**
 * Five numbers that summarise a feature over nodes.
 *
 * @param median the mean of the two middle values where their number is even
 * @param mean arithmetic mean
 * @param std standard deviation, the sum of squares divided by n
 * @param skewness {@code m₃ / m₂^1.5}, the biased estimator
 * @param kurtosis {@code m₄ / m₂² − 3}, the biased estimator of the excess (a normal distribution
 *     has 0)
 */
public record Aggregates(double median, double mean, double std, double skewness, double kurtosis) {

  /** How many numbers {@link #toArray} gives. */
  public static final int COUNT = 5;

  private static final double NO_SPREAD = 1e-12;
  private static final Aggregates UNDEFINED =
      new Aggregates(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Of all values; see {@link #of(double[], int, int)}. */
  public static Aggregates of(double[] values) {
    return of(values, 0, values.length);
  }

  /**
   * Of the values {@code from .. to - 1}. Skewness and kurtosis are 0 where the deviation is at
   * most 1e-12 of the mean's magnitude, as for a single value. If a value is NaN or infinite, all
   * five are NaN. Means and moments are computed in separate passes over deviations; the median
   * sorts a copy.
   *
   * @throws IllegalArgumentException if the range is empty or not within the array
   */
  public static Aggregates of(double[] values, int from, int to) {
    if (from < 0 || to > values.length || from >= to) {
      throw new IllegalArgumentException(
          "range %d..%d of %d values must hold at least one of them"
              .formatted(from, to, values.length));
    }
    double[] sorted = Arrays.copyOfRange(values, from, to);
    for (double value : sorted) {
      if (!Double.isFinite(value)) {
        return UNDEFINED;
      }
    }
    Arrays.sort(sorted);
    double mean = mean(sorted);
    double spread = Math.max(sorted[sorted.length - 1] - mean, mean - sorted[0]);
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    if (spread > 0) {
      for (double value : sorted) {
        double d = (value - mean) / spread;
        m2 += d * d;
        m3 += d * d * d;
        m4 += d * d * d * d;
      }
    }
    m2 /= sorted.length;
    m3 /= sorted.length;
    m4 /= sorted.length;
    double std = spread * Math.sqrt(m2);
    if (std <= NO_SPREAD * Math.abs(mean)) {
      return new Aggregates(median(sorted), mean, std, 0, 0);
    }
    return new Aggregates(median(sorted), mean, std, m3 / (m2 * Math.sqrt(m2)), m4 / (m2 * m2) - 3);
  }

  /** {@code [median, mean, std, skewness, kurtosis]}. */
  public double[] toArray() {
    return new double[] {median, mean, std, skewness, kurtosis};
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double rest = 0;
    for (double value : values) {
      rest += value - mean;
    }
    return mean + rest / values.length;
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
