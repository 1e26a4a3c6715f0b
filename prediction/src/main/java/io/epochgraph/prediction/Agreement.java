package io.epochgraph.prediction;

/** How well estimates agree with outcomes. */
public final class Agreement {
  private Agreement() {}

  /**
   * 1 − (squared error) / (squared deviation of the outcomes from their mean); NaN where all
   * outcomes are equal.
   */
  public static double r2(double[] estimates, double[] outcomes /* (runs) each */) {
    double mean = 0;
    for (double outcome : outcomes) {
      mean += outcome / outcomes.length;
    }
    double squared = 0;
    double deviation = 0;
    for (int i = 0; i < outcomes.length; i++) {
      squared += (estimates[i] - outcomes[i]) * (estimates[i] - outcomes[i]);
      deviation += (outcomes[i] - mean) * (outcomes[i] - mean);
    }
    return deviation == 0 ? Double.NaN : 1 - squared / deviation;
  }

  /**
   * Kendall's τ-b, which knows ties; NaN where either series is constant. Over all pairs: thousands
   * of runs take a moment.
   */
  public static double tau(double[] a, double[] b /* (runs) each */) {
    long balance = 0;
    long untiedA = 0;
    long untiedB = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        int orderA = Double.compare(a[i], a[j]);
        int orderB = Double.compare(b[i], b[j]);
        balance += (long) Integer.signum(orderA) * Integer.signum(orderB);
        untiedA += orderA == 0 ? 0 : 1;
        untiedB += orderB == 0 ? 0 : 1;
      }
    }
    return balance / Math.sqrt((double) untiedA * untiedB);
  }
}
