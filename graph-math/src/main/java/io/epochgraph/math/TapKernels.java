package io.epochgraph.math;

/**
 * The inner loops of unrolled graphs' products. Plain Java in a fixed order of operations: several
 * arrays are added at once, number by number, which compilers turn into vector instructions without
 * changing any result.
 */
final class TapKernels {
  static final int AT_ONCE = 8;

  private TapKernels() {}

  /**
   * Adds a combination of arrays: {@code to += Σ weights[first + k] * from[start + k]} over {@code
   * k < count}.
   *
   * @param length how many numbers of each array take part
   */
  static void combine(
      double[] weights, int first, double[][] from, int start, int count, double[] to, int length) {
    int k = 0;
    for (; k + AT_ONCE <= count; k += AT_ONCE) {
      addEight(weights, first + k, from, start + k, to, length);
    }
    for (; k < count; k++) {
      addOne(weights[first + k], from[start + k], to, length);
    }
  }

  private static void addEight(
      double[] w, int first, double[][] from, int start, double[] to, int length) {
    double w0 = w[first], w1 = w[first + 1], w2 = w[first + 2], w3 = w[first + 3];
    double w4 = w[first + 4], w5 = w[first + 5], w6 = w[first + 6], w7 = w[first + 7];
    double[] a = from[start], b = from[start + 1], c = from[start + 2], d = from[start + 3];
    double[] e = from[start + 4], f = from[start + 5], g = from[start + 6], h = from[start + 7];
    for (int i = 0; i < length; i++) {
      to[i] +=
          ((w0 * a[i] + w1 * b[i]) + (w2 * c[i] + w3 * d[i]))
              + ((w4 * e[i] + w5 * f[i]) + (w6 * g[i] + w7 * h[i]));
    }
  }

  private static void addOne(double weight, double[] from, double[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] += weight * from[i];
    }
  }

  /** Adds each row's product with a vector: {@code to[first + k] += rows[k] · vector}. */
  static void dots(
      double[][] rows, int count, double[] vector, int length, double[] to, int first) {
    if (count == AT_ONCE) {
      eightDots(rows, vector, length, to, first);
      return;
    }
    for (int k = 0; k < count; k++) {
      double[] row = rows[k];
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += row[i] * vector[i];
      }
      to[first + k] += sum;
    }
  }

  private static void eightDots(
      double[][] rows, double[] vector, int length, double[] to, int first) {
    double[] a = rows[0], b = rows[1], c = rows[2], d = rows[3];
    double[] e = rows[4], f = rows[5], g = rows[6], h = rows[7];
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    for (int i = 0; i < length; i++) {
      double v = vector[i];
      s0 += a[i] * v;
      s1 += b[i] * v;
      s2 += c[i] * v;
      s3 += d[i] * v;
      s4 += e[i] * v;
      s5 += f[i] * v;
      s6 += g[i] * v;
      s7 += h[i] * v;
    }
    to[first] += s0;
    to[first + 1] += s1;
    to[first + 2] += s2;
    to[first + 3] += s3;
    to[first + 4] += s4;
    to[first + 5] += s5;
    to[first + 6] += s6;
    to[first + 7] += s7;
  }
}
