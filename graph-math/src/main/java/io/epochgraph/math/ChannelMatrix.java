package io.epochgraph.math;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a block's rows and columns of channels are all joined to each other: the part of one group.
 *
 * @param row first row, counted within the block
 * @param rows number of rows
 * @param column first column, counted within the block
 * @param columns number of columns
 * @param storedRow the first row among those of the weights
 * @param storedColumn the first column among those of the weights' group
 */
record ChannelMatrix(int row, int rows, int column, int columns, int storedRow, int storedColumn) {

  /** The matrices of all groups that rows and columns have in common. */
  static List<ChannelMatrix> of(ChannelRange rows, ChannelRange columns, KernelWeights weights) {
    List<ChannelMatrix> matrices = new ArrayList<>();
    int rowsOfGroup = weights.rowsOfGroup();
    int columnsOfGroup = weights.columnsOfGroup();
    int lastGroup = (rows.from() + rows.count() - 1) / rowsOfGroup;
    for (int group = rows.from() / rowsOfGroup; group <= lastGroup; group++) {
      int row = rows.first(group, rowsOfGroup);
      int column = columns.first(group, columnsOfGroup);
      int height = rows.last(group, rowsOfGroup) - row;
      int width = columns.last(group, columnsOfGroup) - column;
      if (width > 0) {
        matrices.add(
            new ChannelMatrix(
                row,
                height,
                column,
                width,
                rows.from() + row,
                columns.from() + column - group * columnsOfGroup));
      }
    }
    return List.copyOf(matrices);
  }

  /** Pairs of a row and a column. */
  long pairs() {
    return (long) rows * columns;
  }
}
