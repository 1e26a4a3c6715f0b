package io.epochgraph.math;

/** A few rows of a tap's matrix as magnitudes, small enough to stay in a cache. */
final class TapStrip {
  final double[][] rows; // (TapKernels.AT_ONCE, columns)
  private final KernelWeights weights;
  private final Part part;
  private int count;

  TapStrip(KernelWeights weights, Part part) {
    this.rows = new double[TapKernels.AT_ONCE][weights.columnsOfGroup()];
    this.weights = weights;
    this.part = part;
  }

  /** Takes the matrix's rows from {@code row} on, as many as there are and fit. */
  void take(int tap, ChannelMatrix matrix, int row) {
    count = Math.min(TapKernels.AT_ONCE, matrix.rows() - row);
    for (int k = 0; k < count; k++) {
      int at = weights.at(tap, matrix.storedRow() + row + k) + matrix.storedColumn();
      part.magnitudes(weights.values(), at, matrix.columns(), rows[k]);
    }
  }

  /** How many rows it holds. */
  int count() {
    return count;
  }

  /** Copies a column. */
  void column(int column, double[] to) {
    for (int k = 0; k < count; k++) {
      to[k] = rows[k][column];
    }
  }
}
