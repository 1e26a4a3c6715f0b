package io.epochgraph.evaluation;

/** Kendall's rank correlation. */
final class Kendall {
  private Kendall() {}

  /** τ-b, which knows ties; NaN where either series is constant. O(n²). */
  static double tau(double[] a, double[] b /* (n) each */) {
    long agreeing = 0;
    long distinctA = 0;
    long distinctB = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        int first = Double.compare(a[i], a[j]);
        int second = Double.compare(b[i], b[j]);
        agreeing += (long) Integer.signum(first) * Integer.signum(second);
        distinctA += first == 0 ? 0 : 1;
        distinctB += second == 0 ? 0 : 1;
      }
    }
    return agreeing / Math.sqrt((double) distinctA * distinctB);
  }
}
