package io.epochgraph.math;

/**
 * A layer's weights, kept tap by tap: each tap is a matrix that joins channels, the same at all
 * positions. A group's rows are joined to the group's columns. Takes 4 bytes a weight.
 */
final class KernelWeights {
  private final float[] values; // (taps, rows, columnsOfGroup)
  private final int rows;
  private final int columnsOfGroup;
  private final int groups;
  private final int taps;

  /** All zero. */
  KernelWeights(int rows, int columnsOfGroup, int groups, int taps) {
    this.rows = rows;
    this.columnsOfGroup = columnsOfGroup;
    this.groups = groups;
    this.taps = taps;
    this.values = new float[Math.multiplyExact(Math.multiplyExact(rows, columnsOfGroup), taps)];
  }

  /**
   * Takes rows.
   *
   * @param weights {@code (count, columnsOfGroup, taps)}
   * @return whether all of them are finite
   */
  boolean put(int firstRow, int count, float[] weights) {
    float nothing = 0; // NaN as soon as a weight is not finite
    int from = 0;
    for (int row = firstRow; row < firstRow + count; row++) {
      for (int column = 0; column < columnsOfGroup; column++) {
        for (int tap = 0; tap < taps; tap++) {
          float weight = weights[from++];
          values[at(tap, row) + column] = weight;
          nothing += weight * 0;
        }
      }
    }
    return nothing == 0;
  }

  /** {@code (taps, rows, columnsOfGroup)}, flat. */
  float[] values() {
    return values;
  }

  /** Where a tap's row begins among the values. */
  int at(int tap, int row) {
    return (tap * rows + row) * columnsOfGroup;
  }

  int taps() {
    return taps;
  }

  int columnsOfGroup() {
    return columnsOfGroup;
  }

  int rowsOfGroup() {
    return rows / groups;
  }
}
