package io.epochgraph.math;

import java.util.List;

/**
 * Both products of the matrices of a kernel's taps with values at positions.
 *
 * <p>The values at the positions that a tap joins are gathered, channel by channel, into panels;
 * there a tap is a small dense matrix whatever the stride, the dilation or the number of axes.
 */
final class TapProduct {
  private final List<ChannelMatrix> matrices;
  private final KernelWeights weights;
  private final Sliding window;
  private final Part part;
  private final Panels panels;

  TapProduct(List<ChannelMatrix> matrices, KernelWeights weights, Sliding window, Part part) {
    this.matrices = matrices;
    this.weights = weights;
    this.window = window;
    this.part = part;
    this.panels = new Panels(matrices, window.largestTile());
  }

  /** Adds the products with one tap: {@code up += B x} and {@code down += Bᵀ y}. */
  void add(int tap, double[] x, double[] y, double[] up, double[] down) {
    int rows = window.anchorCount();
    int columns = window.fieldCount();
    window.tiles(
        tap,
        (anchors, fields, count) -> {
          for (ChannelMatrix matrix : matrices) {
            panels.gather(panels.x, x, matrix.column(), matrix.columns(), columns, fields, count);
            panels.gather(panels.y, y, matrix.row(), matrix.rows(), rows, anchors, count);
            multiply(tap, matrix, count);
            panels.scatter(panels.up, up, matrix.row(), matrix.rows(), rows, anchors, count);
            panels.scatter(
                panels.down, down, matrix.column(), matrix.columns(), columns, fields, count);
          }
        });
  }

  private void multiply(int tap, ChannelMatrix matrix, int count) {
    panels.clear(matrix, count);
    float[] values = weights.values();
    for (int r = 0; r < matrix.rows(); r++) {
      int at = weights.at(tap, matrix.storedRow() + r) + matrix.storedColumn();
      double[] y = panels.y[r];
      double[] up = panels.up[r];
      for (int c = 0; c < matrix.columns(); c++) {
        double weight = part.magnitude(values[at + c]);
        double[] x = panels.x[c];
        double[] down = panels.down[c];
        for (int i = 0; i < count; i++) {
          up[i] += weight * x[i];
          down[i] += weight * y[i];
        }
      }
    }
  }
}
