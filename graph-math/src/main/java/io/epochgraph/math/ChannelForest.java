package io.epochgraph.math;

import java.util.Arrays;

/**
 * Pairs of a row and a column of channels that connect what all pairs with a weight in a tap
 * connect: at most as many as there are channels. A tap joins the same channels at all positions,
 * so these pairs are enough to find what is connected there.
 */
final class ChannelForest {
  private final int[] parent; // (rows + columns), rows first

  private ChannelForest(ChannelMatrix matrix) {
    parent = new int[matrix.rows() + matrix.columns()];
    Arrays.setAll(parent, i -> i);
  }

  /** Takes pairs, both counted within the matrix. */
  @FunctionalInterface
  interface Pairs {
    /** A row and a column that a weight joins. */
    void pair(int row, int column);
  }

  /** Whether a weight joins a row and a column. */
  @FunctionalInterface
  interface Weights {
    /** Both counted within the matrix. */
    boolean joins(int row, int column);
  }

  /** Tells of the pairs of a forest that spans the channels. Looks at every weight at most once. */
  static void span(ChannelMatrix matrix, Weights weights, Pairs pairs) {
    var forest = new ChannelForest(matrix);
    int separate = matrix.columns(); // trees with columns in them
    for (int row = 0; row < matrix.rows(); row++) {
      boolean alone = true;
      for (int column = 0; column < matrix.columns() && (alone || separate > 1); column++) {
        if (weights.joins(row, column) && forest.join(row, matrix.rows() + column)) {
          pairs.pair(row, column);
          separate -= alone ? 0 : 1;
          alone = false;
        }
      }
    }
  }

  private boolean join(int a, int b) {
    int first = root(a);
    int second = root(b);
    parent[second] = first;
    return first != second;
  }

  private int root(int channel) {
    int root = channel;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }
}
