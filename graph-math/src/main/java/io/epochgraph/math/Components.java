package io.epochgraph.math;

import java.util.Arrays;

/** Which nodes of a graph are connected by edges whose weight is not zero. */
final class Components {
  private final int[] parent; // (nodes), a forest
  private int separate;

  private Components(double[] magnitudes) {
    parent = new int[magnitudes.length];
    Arrays.setAll(parent, i -> i);
    separate = (int) Arrays.stream(magnitudes).filter(magnitude -> magnitude > 0).count();
  }

  /**
   * Most networks turn out to be connected when a single row and column of channels of each block
   * has been looked at; only where that does not do, all edges are.
   *
   * @param magnitudes {@code (nodes)}, the sums of the magnitudes of each node's weights
   */
  static Components of(WeightedGraph graph, double[] magnitudes) {
    var components = new Components(magnitudes);
    components.join(graph, true);
    if (components.separate > 1) {
      components.join(graph, false);
    }
    return components;
  }

  /** How many there are; nodes without edges are none. */
  int count() {
    return separate;
  }

  /** A node that stands for the component of {@code node}: the same for all of its nodes. */
  int representative(int node) {
    int root = node;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  private void join(WeightedGraph graph, boolean thin) {
    for (Block block : graph.blocks()) {
      if (!thin && block.thinConnectsAll()) {
        continue;
      }
      int rows = graph.layers().get(block.rowLayer()).offset();
      int columns = graph.layers().get(block.columnLayer()).offset();
      block.visit(thin, (row, column) -> join(rows + row, columns + column));
    }
  }

  private void join(int a, int b) {
    int first = representative(a);
    int second = representative(b);
    if (first != second) {
      parent[Math.max(first, second)] = Math.min(first, second);
      separate--;
    }
  }
}
