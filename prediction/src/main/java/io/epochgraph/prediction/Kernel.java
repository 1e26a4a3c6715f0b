package io.epochgraph.prediction;

/** The similarity of two runs. */
public sealed interface Kernel {
  /** k(a, b) of two rows of equal length. */
  double apply(double[] a, double[] b);

  /** a · b. */
  record Linear() implements Kernel {
    @Override
    public double apply(double[] a, double[] b) {
      double sum = 0;
      for (int j = 0; j < a.length; j++) {
        sum += a[j] * b[j];
      }
      return sum;
    }
  }

  /**
   * exp(−‖a − b‖² / 2σ²).
   *
   * @param sigma the width σ, above 0
   */
  record Gaussian(double sigma) implements Kernel {
    public Gaussian {
      Require.finite(sigma, "sigma");
      Require.that(sigma > 0, "sigma is %s; it must be above 0", sigma);
    }

    @Override
    public double apply(double[] a, double[] b) {
      double squares = 0;
      for (int j = 0; j < a.length; j++) {
        squares += (a[j] - b[j]) * (a[j] - b[j]);
      }
      return StrictMath.exp(-squares / (2 * sigma * sigma));
    }
  }

  /**
   * exp(−‖a − b‖ / scale): of Matérn's kernels the one for functions that may bend anywhere.
   *
   * @param scale the distance at which the similarity is 1/e, above 0
   */
  record Exponential(double scale) implements Kernel {
    public Exponential {
      Require.finite(scale, "scale");
      Require.that(scale > 0, "scale is %s; it must be above 0", scale);
    }

    @Override
    public double apply(double[] a, double[] b) {
      return StrictMath.exp(-distance(a, b) / scale);
    }

    static double distance(double[] a, double[] b) {
      double squares = 0;
      for (int j = 0; j < a.length; j++) {
        squares += (a[j] - b[j]) * (a[j] - b[j]);
      }
      return Math.sqrt(squares);
    }
  }
}
