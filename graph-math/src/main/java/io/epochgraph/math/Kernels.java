package io.epochgraph.math;

/**
 * The loops that read every weight. Plain Java in a fixed order of operations: several accumulators
 * keep the processor busy, and none of them depends on a vector's width.
 */
final class Kernels {
  private static final int ROWS_AT_ONCE = 4;

  private Kernels() {}

  /**
   * Euclidean norms of consecutive slices. Squares of floats, widened, neither overflow nor vanish.
   *
   * @param weights {@code (slices, length)}, of which the first {@code slices * length} are read
   * @param norms receives the norms at {@code at .. at + slices - 1}
   * @return the sum of the norms: not finite if and only if a weight is not
   */
  static double norms(float[] weights, int slices, int length, double[] norms, int at) {
    return switch (length) {
      case 1 -> magnitudes(weights, slices, norms, at);
      case 9 -> normsOfNine(weights, slices, norms, at);
      default -> normsOfAny(weights, slices, length, norms, at);
    };
  }

  private static double magnitudes(float[] w, int slices, double[] norms, int at) {
    double sum = 0;
    for (int i = 0; i < slices; i++) {
      double norm = Math.abs((double) w[i]);
      norms[at + i] = norm;
      sum += norm;
    }
    return sum;
  }

  private static double normsOfNine(float[] w, int slices, double[] norms, int at) {
    double sum = 0;
    for (int i = 0, p = 0; i < slices; i++, p += 9) {
      double a = w[p], b = w[p + 1], c = w[p + 2];
      double d = w[p + 3], e = w[p + 4], f = w[p + 5];
      double g = w[p + 6], h = w[p + 7], k = w[p + 8];
      double norm =
          Math.sqrt((a * a + b * b + c * c) + (d * d + e * e + f * f) + (g * g + h * h + k * k));
      norms[at + i] = norm;
      sum += norm;
    }
    return sum;
  }

  private static double normsOfAny(float[] w, int slices, int length, double[] norms, int at) {
    double sum = 0;
    for (int i = 0, p = 0; i < slices; i++) {
      int end = p + length;
      double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
      for (; p + 3 < end; p += 4) {
        double a = w[p], b = w[p + 1], c = w[p + 2], d = w[p + 3];
        s0 += a * a;
        s1 += b * b;
        s2 += c * c;
        s3 += d * d;
      }
      for (; p < end; p++) {
        double a = w[p];
        s0 += a * a;
      }
      double norm = Math.sqrt((s0 + s1) + (s2 + s3));
      norms[at + i] = norm;
      sum += norm;
    }
    return sum;
  }

  /**
   * Adds both products with a matrix B in one pass over it: {@code up += B x} and {@code down += Bᵀ
   * y}.
   *
   * @param w holds B's value in row r and column c at {@code start + r * stride + c}
   * @param rows of B, of which the first stands at {@code y[row]} and {@code up[row]}
   * @param columns of B, of which the first stands at {@code x[column]} and {@code down[column]}
   */
  static void multiply(
      double[] w,
      int start,
      int stride,
      int rows,
      int columns,
      double[] x,
      int column,
      double[] y,
      int row,
      double[] up,
      double[] down) {
    int r = 0;
    for (; r + ROWS_AT_ONCE <= rows; r += ROWS_AT_ONCE) {
      multiplyFour(w, start + r * stride, stride, columns, x, column, y, row + r, up, down);
    }
    for (; r < rows; r++) {
      multiplyOne(w, start + r * stride, columns, x, column, y, row + r, up, down);
    }
  }

  private static void multiplyFour(
      double[] w,
      int p0,
      int stride,
      int n,
      double[] x,
      int at,
      double[] y,
      int row,
      double[] up,
      double[] down) {
    double y0 = y[row], y1 = y[row + 1], y2 = y[row + 2], y3 = y[row + 3];
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int p1 = p0 + stride, p2 = p1 + stride, p3 = p2 + stride;
    for (int i = 0; i < n; i++) {
      double xi = x[at + i];
      double w0 = w[p0 + i], w1 = w[p1 + i], w2 = w[p2 + i], w3 = w[p3 + i];
      s0 += w0 * xi;
      s1 += w1 * xi;
      s2 += w2 * xi;
      s3 += w3 * xi;
      down[at + i] += (w0 * y0 + w1 * y1) + (w2 * y2 + w3 * y3);
    }
    up[row] += s0;
    up[row + 1] += s1;
    up[row + 2] += s2;
    up[row + 3] += s3;
  }

  private static void multiplyOne(
      double[] w,
      int start,
      int n,
      double[] x,
      int at,
      double[] y,
      int row,
      double[] up,
      double[] down) {
    double yr = y[row];
    double sum = 0;
    for (int i = 0, p = start; i < n; i++, p++) {
      sum += w[p] * x[at + i];
      down[at + i] += w[p] * yr;
    }
    up[row] += sum;
  }

  /** {@code to += factor * from}. */
  static void add(double factor, double[] from, double[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] += factor * from[i];
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The Euclidean norm, safe from overflow and underflow. */
  static double norm(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    for (double value : values) {
      double share = value / largest;
      sum += share * share;
    }
    return largest * Math.sqrt(sum);
  }
}
