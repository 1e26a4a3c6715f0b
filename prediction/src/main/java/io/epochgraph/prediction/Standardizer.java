package io.epochgraph.prediction;

/**
 * Brings every column to mean 0 and standard deviation 1, as the fitted runs had it. A column that
 * was constant among them becomes 0 whatever its value.
 *
 * @param mean (columns)
 * @param scale (columns), the sample standard deviations (divisor runs − 1); 0 marks a constant
 *     column
 */
public record Standardizer(double[] mean, double[] scale) {
  /** A deviation of at most this fraction of the mean is rounding, so the column is constant. */
  private static final double CONSTANT = 1e-12;

  /** Standard deviations from the mean at which a column ends. */
  public static final double FARTHEST = 4;

  public Standardizer {
    mean = Require.finiteCopy(mean, "mean");
    scale = Require.finiteCopy(scale, "scale");
    Require.that(mean.length > 0, "mean is empty; there must be at least one column");
    Require.that(
        mean.length == scale.length,
        "mean has %s values and scale %s; both need one per column",
        mean.length,
        scale.length);
    for (int j = 0; j < scale.length; j++) {
      Require.that(scale[j] >= 0, "scale[%s] is %s; it must not be negative", j, scale[j]);
    }
  }

  /** Fits to at least two rows of finite values. */
  static Standardizer fit(double[][] x /* (runs, columns) */) {
    int columns = x[0].length;
    double[] mean = new double[columns];
    double[] scale = new double[columns];
    for (int j = 0; j < columns; j++) {
      double sum = 0;
      double largest = 0;
      for (double[] row : x) {
        sum += row[j];
        largest = Math.max(largest, Math.abs(row[j]));
      }
      mean[j] = sum / x.length;
      double squares = 0;
      for (double[] row : x) {
        squares += (row[j] - mean[j]) * (row[j] - mean[j]);
      }
      double deviation = Math.sqrt(squares / (x.length - 1));
      scale[j] = deviation <= CONSTANT * largest ? 0 : deviation;
    }
    return new Standardizer(mean, scale);
  }

  /** The number of columns. */
  public int columns() {
    return mean.length;
  }

  /**
   * (x − mean) / scale, column by column, limited to ±{@value #FARTHEST}: a value far beyond what
   * the fitted runs had says that it is far, and no more.
   */
  public double[] apply(double[] x /* (columns) */) {
    Require.columns(x.length, columns(), this);
    double[] standardised = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      double deviations = scale[j] == 0 ? 0 : (x[j] - mean[j]) / scale[j];
      standardised[j] = Math.clamp(deviations, -FARTHEST, FARTHEST);
    }
    return standardised;
  }

  double[][] apply(double[][] x /* (runs, columns) */) {
    double[][] rows = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      rows[i] = apply(x[i]);
    }
    return rows;
  }
}
