package io.epochgraph.math;

/**
 * Edges whose weights are stored one by one, in groups: a group's rows are joined to the group's
 * columns. The block may be a cut-out of the stored matrix, where a layer takes the outputs of
 * several others, each of which has its own nodes.
 *
 * @param rowFrom first row of the stored matrix that belongs to this block
 * @param rows of this block, as many as the row layer has nodes
 * @param columnFrom first of all groups' columns that belongs to this block
 * @param columns of this block, as many as the column layer has nodes
 * @param rowsOfGroup rows in each group of the stored matrix
 * @param columnsOfGroup columns in each group, and the length of a stored row
 * @param weights {@code (stored rows, columnsOfGroup)}, not negative
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DenseBlock(
    int rowLayer,
    int rowFrom,
    int rows,
    int columnLayer,
    int columnFrom,
    int columns,
    int rowsOfGroup,
    int columnsOfGroup,
    double[] weights)
    implements Block {

  @Override
  public long edges() {
    long edges = 0;
    for (int row = 0; row < rows; ) {
      int group = (rowFrom + row) / rowsOfGroup;
      int end = Math.min(rows, (group + 1) * rowsOfGroup - rowFrom);
      edges += (long) (end - row) * Math.max(0, lastColumn(group) - firstColumn(group));
      row = end;
    }
    return edges;
  }

  @Override
  public void multiply(double[] x, double[] y, double[] up, double[] down) {
    for (int row = 0; row < rows; ) {
      int group = (rowFrom + row) / rowsOfGroup;
      int end = Math.min(rows, (group + 1) * rowsOfGroup - rowFrom);
      int first = firstColumn(group);
      int count = lastColumn(group) - first;
      if (count > 0) {
        int at = (rowFrom + row) * columnsOfGroup + columnFrom + first - group * columnsOfGroup;
        Kernels.multiply(weights, at, columnsOfGroup, end - row, count, x, first, y, row, up, down);
      }
      row = end;
    }
  }

  @Override
  public void visit(boolean thin, EdgeVisitor edges) {
    for (int row = 0; row < rows; row++) {
      int group = (rowFrom + row) / rowsOfGroup;
      boolean firstOfGroup = row == 0 || (rowFrom + row) % rowsOfGroup == 0;
      int first = firstColumn(group);
      int last = thin && !firstOfGroup ? Math.min(first + 1, lastColumn(group)) : lastColumn(group);
      for (int column = first; column < last; column++) {
        if (weight(row, column) != 0) {
          edges.edge(row, column);
        }
      }
    }
  }

  /** The weight of an edge that is there. */
  double weight(int row, int column) {
    int group = (rowFrom + row) / rowsOfGroup;
    return weights[(rowFrom + row) * columnsOfGroup + columnFrom + column - group * columnsOfGroup];
  }

  private int firstColumn(int group) {
    return Math.max(0, group * columnsOfGroup - columnFrom);
  }

  private int lastColumn(int group) {
    return Math.min(columns, (group + 1) * columnsOfGroup - columnFrom);
  }
}
