package io.epochgraph.math;

/**
 * The edges between two layers of nodes: a matrix with a row for each node of one layer and a
 * column for each node of the other, none of its values negative. Which side data come from does
 * not matter: graphs have no direction.
 */
interface Block {

  /** Index of the layer of nodes that the rows stand for. */
  int rowLayer();

  /** Index of the layer of nodes that the columns stand for. */
  int columnLayer();

  /** Number of edges, those of weight zero included. */
  long edges();

  /**
   * Adds both products with the matrix B in one pass over its weights: {@code up += B x} and {@code
   * down += Bᵀ y}.
   *
   * @param x {@code (columns)}
   * @param y {@code (rows)}
   * @param up {@code (rows)}
   * @param down {@code (columns)}
   */
  void multiply(double[] x, double[] y, double[] up, double[] down);

  /**
   * Tells {@code edges} of every edge whose weight is not zero, in any order.
   *
   * @param thin tells only of the edges of one row and one column of channels, which is enough
   *     where no weight is zero
   */
  void visit(boolean thin, EdgeVisitor edges);

  /**
   * Whether the edges that a thin visit tells of connect all that edges of weights other than zero
   * connect, even where some are zero.
   */
  default boolean thinConnectsAll() {
    return false;
  }

  /** Takes edges. */
  @FunctionalInterface
  interface EdgeVisitor {
    /** An edge between row and column, both counted from 0 within their layers. */
    void edge(int row, int column);
  }
}
