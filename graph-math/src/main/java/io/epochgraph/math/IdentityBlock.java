package io.epochgraph.math;

/**
 * Edges of weight 1 that join each node of the column layer to one of the row layer.
 *
 * @param rowFrom the row of the first column
 * @param columns of this block, as many as the column layer has nodes
 */
record IdentityBlock(int rowLayer, int columnLayer, int rowFrom, int columns) implements Block {

  @Override
  public long edges() {
    return columns;
  }

  @Override
  public void multiply(double[] x, double[] y, double[] up, double[] down) {
    for (int i = 0; i < columns; i++) {
      up[rowFrom + i] += x[i];
      down[i] += y[rowFrom + i];
    }
  }

  @Override
  public void visit(boolean thin, EdgeVisitor edges) {
    for (int i = 0; i < columns; i++) {
      edges.edge(rowFrom + i, i);
    }
  }

  @Override
  public boolean thinConnectsAll() {
    return true;
  }
}
