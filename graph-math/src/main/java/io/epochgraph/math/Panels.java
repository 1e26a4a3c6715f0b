package io.epochgraph.math;

import java.util.Arrays;
import java.util.List;

/** Values of some positions of all channels, side by side. */
final class Panels {
  final double[][] x; // (columns, positions)
  final double[][] y; // (rows, positions)
  final double[][] up; // (rows, positions)
  final double[][] down; // (columns, positions)

  Panels(List<ChannelMatrix> matrices, int positions) {
    int rows = matrices.stream().mapToInt(ChannelMatrix::rows).max().orElse(0);
    int columns = matrices.stream().mapToInt(ChannelMatrix::columns).max().orElse(0);
    x = new double[columns][positions];
    y = new double[rows][positions];
    up = new double[rows][positions];
    down = new double[columns][positions];
  }

  void clear(ChannelMatrix matrix, int count) {
    for (int r = 0; r < matrix.rows(); r++) {
      Arrays.fill(up[r], 0, count, 0);
    }
    for (int c = 0; c < matrix.columns(); c++) {
      Arrays.fill(down[c], 0, count, 0);
    }
  }

  /** Takes the values of channels at positions. */
  void gather(
      double[][] panel,
      double[] from,
      int channel,
      int channels,
      int extent,
      int[] positions,
      int count) {
    for (int c = 0; c < channels; c++) {
      int start = (channel + c) * extent;
      double[] values = panel[c];
      for (int i = 0; i < count; i++) {
        values[i] = from[start + positions[i]];
      }
    }
  }

  /** Adds the values to those of channels at positions. */
  void scatter(
      double[][] panel,
      double[] to,
      int channel,
      int channels,
      int extent,
      int[] positions,
      int count) {
    for (int c = 0; c < channels; c++) {
      int start = (channel + c) * extent;
      double[] values = panel[c];
      for (int i = 0; i < count; i++) {
        to[start + positions[i]] += values[i];
      }
    }
  }
}
