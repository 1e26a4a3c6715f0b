package io.epochgraph.math;

/**
 * The largest eigenvalue and its eigenvector of the symmetric tridiagonal matrix with zeros on its
 * diagonal and positive couplings beside it.
 *
 * <p>The eigenvalue comes by bisection, to the last bit or two. The eigenvector comes from the
 * factorization that starts at both ends and meets where the vector is large, so that even its
 * smallest components have nearly full relative precision. Takes microseconds.
 *
 * @param largest the eigenvalue, above 0
 * @param scales {@code (couplings + 1)}, not negative, of length 1
 */
@SuppressWarnings("ArrayRecordComponent") // a result, never compared
record LayerScales(double largest, double[] scales) {

  /**
   * @param coupling at least one; all positive, or 0 where they underflowed, but not all 0
   */
  static LayerScales of(double[] coupling) {
    double strongest = 0;
    for (double c : coupling) {
      strongest = Math.max(strongest, c);
    }
    double[] b = new double[coupling.length];
    for (int i = 0; i < b.length; i++) {
      b[i] = coupling[i] / strongest;
    }
    double low = 1;
    double high = upperBound(b);
    for (double middle = (low + high) / 2;
        middle > low && middle < high;
        middle = (low + high) / 2) {
      if (isAbove(middle, b)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return new LayerScales(low * strongest, eigenvector(b, high));
  }

  private static double upperBound(double[] b) {
    double bound = b[0];
    for (int i = 1; i < b.length; i++) {
      bound = Math.max(bound, b[i - 1] + b[i]);
    }
    return bound * (1 + 1e-15);
  }

  private static boolean isAbove(double mu, double[] b) {
    double pivot = mu;
    for (double coupling : b) {
      pivot = mu - coupling * coupling / pivot;
      if (pivot <= 0) {
        return false;
      }
    }
    return true;
  }

  private static double[] eigenvector(double[] b, double mu) {
    int n = b.length + 1;
    double[] fromFirst = new double[n];
    double[] fromLast = new double[n];
    fromFirst[0] = mu;
    fromLast[n - 1] = mu;
    for (int i = 1; i < n; i++) {
      int j = n - 1 - i;
      fromFirst[i] = mu - b[i - 1] * b[i - 1] / fromFirst[i - 1];
      fromLast[j] = mu - b[j] * b[j] / fromLast[j + 1];
    }
    int meeting = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double pivot = Math.abs(fromFirst[i] + fromLast[i] - mu);
      if (pivot < smallest) {
        smallest = pivot;
        meeting = i;
      }
    }
    double[] vector = new double[n];
    vector[meeting] = 1;
    for (int i = meeting - 1; i >= 0; i--) {
      vector[i] = Math.abs(b[i] * vector[i + 1] / fromFirst[i]);
    }
    for (int i = meeting + 1; i < n; i++) {
      vector[i] = Math.abs(b[i - 1] * vector[i - 1] / fromLast[i]);
    }
    double norm = Kernels.norm(vector);
    for (int i = 0; i < n; i++) {
      vector[i] /= norm;
    }
    return vector;
  }
}
