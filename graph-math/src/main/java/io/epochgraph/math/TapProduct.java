package io.epochgraph.math;

import java.util.List;

/**
 * Both products of the matrices of a kernel's taps with values at positions.
 *
 * <p>The values at the positions that a tap joins are gathered into panels; there a tap is a small
 * dense matrix whatever the stride, the dilation or the number of axes. Where a tap joins many
 * positions, panels hold them channel by channel and one weight serves a whole row; where few,
 * position by position, and a row of weights serves one position.
 */
final class TapProduct {
  /** Positions from which on a panel holds them channel by channel. */
  private static final int MANY = 8;

  private final List<ChannelMatrix> matrices;
  private final Sliding window;
  private final TapStrip strip;
  private final double[] column = new double[TapKernels.AT_ONCE];
  private final Panels planes; // (channels, positions)
  private final Panels points; // (positions, channels)

  TapProduct(List<ChannelMatrix> matrices, KernelWeights weights, Sliding window, Part part) {
    this.matrices = matrices;
    this.window = window;
    this.strip = new TapStrip(weights, part);
    int rows = matrices.stream().mapToInt(ChannelMatrix::rows).max().orElse(0);
    int columns = matrices.stream().mapToInt(ChannelMatrix::columns).max().orElse(0);
    int most = window.largestTile();
    this.planes = most < MANY ? null : Panels.planes(rows, columns, most);
    this.points = Panels.points(rows, columns, Math.min(most, MANY - 1));
  }

  /** Adds the products with one tap: {@code up += B x} and {@code down += Bᵀ y}. */
  void add(int tap, double[] x, double[] y, double[] up, double[] down) {
    window.tiles(
        tap,
        (anchors, fields, count) -> {
          for (ChannelMatrix matrix : matrices) {
            var rows =
                new Panels.Place(matrix.row(), matrix.rows(), window.anchorCount(), anchors, count);
            var columns =
                new Panels.Place(
                    matrix.column(), matrix.columns(), window.fieldCount(), fields, count);
            Panels panels = count < MANY ? points : planes;
            panels.gather(rows, columns, x, y);
            if (count < MANY) {
              multiplyPoints(tap, matrix, count);
            } else {
              multiplyPlanes(tap, matrix, count);
            }
            panels.scatter(rows, columns, up, down);
          }
        });
  }

  private void multiplyPlanes(int tap, ChannelMatrix matrix, int count) {
    for (int row = 0; row < matrix.rows(); row += strip.count()) {
      strip.take(tap, matrix, row);
      for (int k = 0; k < strip.count(); k++) {
        double[] up = planes.up[row + k];
        TapKernels.combine(strip.rows[k], 0, planes.x, 0, matrix.columns(), up, count);
      }
      for (int c = 0; c < matrix.columns(); c++) {
        strip.column(c, column);
        TapKernels.combine(column, 0, planes.y, row, strip.count(), planes.down[c], count);
      }
    }
  }

  private void multiplyPoints(int tap, ChannelMatrix matrix, int count) {
    int columns = matrix.columns();
    for (int row = 0; row < matrix.rows(); row += strip.count()) {
      strip.take(tap, matrix, row);
      for (int i = 0; i < count; i++) {
        double[] down = points.down[i];
        TapKernels.combine(points.y[i], row, strip.rows, 0, strip.count(), down, columns);
        TapKernels.dots(strip.rows, strip.count(), points.x[i], columns, points.up[i], row);
      }
    }
  }
}
