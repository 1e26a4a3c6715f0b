package io.epochgraph.math;

/**
 * Edges of weight 1 that join each node of a pooling's output to those of the same channel in its
 * window.
 *
 * @param rowFrom the channel of the row layer that the column layer's first is pooled to
 * @param channels of the column layer
 */
record PoolingBlock(int rowLayer, int rowFrom, int columnLayer, int channels, Sliding window)
    implements Block {

  @Override
  public long edges() {
    return channels * window.pairs();
  }

  @Override
  public void multiply(double[] x, double[] y, double[] up, double[] down) {
    int rows = window.anchorCount();
    int columns = window.fieldCount();
    for (int tap = 0; tap < window.taps(); tap++) {
      window.tiles(
          tap,
          (anchors, fields, count) -> {
            for (int channel = 0; channel < channels; channel++) {
              int row = (rowFrom + channel) * rows;
              int column = channel * columns;
              for (int i = 0; i < count; i++) {
                up[row + anchors[i]] += x[column + fields[i]];
                down[column + fields[i]] += y[row + anchors[i]];
              }
            }
          });
    }
  }

  @Override
  public void visit(boolean thin, EdgeVisitor edges) {
    int rows = window.anchorCount();
    int columns = window.fieldCount();
    for (int tap = 0; tap < window.taps(); tap++) {
      window.tiles(
          tap,
          (anchors, fields, count) -> {
            for (int channel = 0; channel < channels; channel++) {
              for (int i = 0; i < count; i++) {
                edges.edge((rowFrom + channel) * rows + anchors[i], channel * columns + fields[i]);
              }
            }
          });
    }
  }

  @Override
  public boolean thinConnectsAll() {
    return true;
  }
}
