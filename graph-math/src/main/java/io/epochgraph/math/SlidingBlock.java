package io.epochgraph.math;

import java.util.List;

/**
 * The edges of a layer whose kernel slides, one edge for each weight and each position at which it
 * joins two nodes; none of them is stored. Rows are the nodes at which the window stands, columns
 * those that it reaches, both channel by channel.
 */
final class SlidingBlock implements Block {
  private final ChannelRange rows;
  private final ChannelRange columns;
  private final KernelWeights weights;
  private final Sliding window;
  private final Part part;
  private final boolean transposed;
  private final List<ChannelMatrix> matrices;

  /**
   * A block of the edges of a part.
   *
   * @param transposed whether data come from the rows, as in a transposed convolution
   */
  SlidingBlock(
      ChannelRange rows,
      ChannelRange columns,
      KernelWeights weights,
      Sliding window,
      Part part,
      boolean transposed) {
    this.rows = rows;
    this.columns = columns;
    this.weights = weights;
    this.window = window;
    this.part = part;
    this.transposed = transposed;
    this.matrices = ChannelMatrix.of(rows, columns, weights);
  }

  /** The same with the edges of a part only. */
  SlidingBlock of(Part other) {
    return new SlidingBlock(rows, columns, weights, window, other, transposed);
  }

  boolean transposed() {
    return transposed;
  }

  @Override
  public int rowLayer() {
    return rows.nodeLayer();
  }

  @Override
  public int columnLayer() {
    return columns.nodeLayer();
  }

  @Override
  public long edges() {
    long edges = 0;
    for (int tap = 0; tap < weights.taps(); tap++) {
      long pairs = window.pairs(tap);
      for (ChannelMatrix matrix : matrices) {
        edges += pairs * (part == Part.ALL ? matrix.pairs() : count(tap, matrix));
      }
    }
    return edges;
  }

  /** Pairs of channels whose kernels join nodes at all. */
  long channelPairs() {
    return matrices.stream().mapToLong(ChannelMatrix::pairs).sum();
  }

  @Override
  public void multiply(double[] x, double[] y, double[] up, double[] down) {
    var product = new TapProduct(matrices, weights, window, part);
    for (int tap = 0; tap < weights.taps(); tap++) {
      product.add(tap, x, y, up, down);
    }
  }

  /**
   * Adds the sums of the weights, with their signs, of each row's and column's edges. Reads every
   * weight once, and has one sum for each channel and tap to add at each position.
   *
   * @param up {@code (rows)}
   * @param down {@code (columns)}
   */
  void addDegrees(double[] up, double[] down) {
    for (int tap = 0; tap < weights.taps(); tap++) {
      double[] rowSums = new double[rows.count()];
      double[] columnSums = new double[columns.count()];
      for (ChannelMatrix matrix : matrices) {
        addSums(tap, matrix, rowSums, columnSums);
      }
      window.tiles(
          tap,
          (anchors, fields, count) -> {
            spread(rowSums, anchors, count, up, window.anchorCount());
            spread(columnSums, fields, count, down, window.fieldCount());
          });
    }
  }

  /** Tells, if {@code thin}, of enough edges to connect what all of them connect. */
  @Override
  public void visit(boolean thin, EdgeVisitor edges) {
    for (int tap = 0; tap < weights.taps(); tap++) {
      for (ChannelMatrix matrix : matrices) {
        visit(tap, matrix, thin, edges);
      }
    }
  }

  @Override
  public boolean thinConnectsAll() {
    return true;
  }

  private void visit(int tap, ChannelMatrix matrix, boolean thin, EdgeVisitor edges) {
    ChannelForest.Pairs everywhere =
        (r, c) ->
            window.tiles(
                tap,
                (anchors, fields, count) -> {
                  int row = (matrix.row() + r) * window.anchorCount();
                  int column = (matrix.column() + c) * window.fieldCount();
                  for (int i = 0; i < count; i++) {
                    edges.edge(row + anchors[i], column + fields[i]);
                  }
                });
    ChannelForest.Weights weight = (r, c) -> joins(tap, matrix, r, c);
    if (thin) {
      ChannelForest.span(matrix, weight, everywhere);
      return;
    }
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        if (weight.joins(r, c)) {
          everywhere.pair(r, c);
        }
      }
    }
  }

  private boolean joins(int tap, ChannelMatrix matrix, int row, int column) {
    int at = weights.at(tap, matrix.storedRow() + row) + matrix.storedColumn() + column;
    return part.magnitude(weights.values()[at]) != 0;
  }

  private long count(int tap, ChannelMatrix matrix) {
    long count = 0;
    for (int r = 0; r < matrix.rows(); r++) {
      int at = weights.at(tap, matrix.storedRow() + r) + matrix.storedColumn();
      for (int c = 0; c < matrix.columns(); c++) {
        count += part.has(weights.values()[at + c]) ? 1 : 0;
      }
    }
    return count;
  }

  private void addSums(int tap, ChannelMatrix matrix, double[] rowSums, double[] columnSums) {
    for (int r = 0; r < matrix.rows(); r++) {
      int at = weights.at(tap, matrix.storedRow() + r) + matrix.storedColumn();
      double sum = 0;
      for (int c = 0; c < matrix.columns(); c++) {
        double weight = part.signed(weights.values()[at + c]);
        sum += weight;
        columnSums[matrix.column() + c] += weight;
      }
      rowSums[matrix.row() + r] += sum;
    }
  }

  private static void spread(
      double[] sums, int[] positions, int count, double[] degrees, int extent) {
    for (int channel = 0; channel < sums.length; channel++) {
      for (int i = 0; i < count; i++) {
        degrees[channel * extent + positions[i]] += sums[channel];
      }
    }
  }
}
