package io.epochgraph.math;

import java.util.Arrays;
import java.util.List;

/**
 * A network as a graph: nodes in layers, edges between layers, none within one. Immutable, and safe
 * to read from several threads.
 */
public abstract sealed class WeightedGraph permits RolledGraph {
  private final List<NodeLayer> layers;
  private final List<Block> blocks;
  private final boolean finite;

  WeightedGraph(List<NodeLayer> layers, List<? extends Block> blocks, boolean finite) {
    this.layers = List.copyOf(layers);
    this.blocks = List.copyOf(blocks);
    this.finite = finite;
  }

  /** Number of nodes. */
  public final int nodes() {
    return layers.getLast().end();
  }

  /** Number of edges, those of weight zero included. */
  public long edges() {
    return blocks.stream().mapToLong(Block::edges).sum();
  }

  /** The layers of nodes in node order; the first one is named {@code input}. */
  public final List<NodeLayer> layers() {
    return layers;
  }

  /** Whether no weight of the network was NaN or infinite. */
  public final boolean finite() {
    return finite;
  }

  /** The edges, all of them with the magnitude of their weight. */
  final List<Block> blocks() {
    return blocks;
  }

  /** Sums of the weights of each node's edges, {@code (nodes)}. */
  double[] degrees() {
    double[] degrees = new double[nodes()];
    for (Block block : blocks) {
      NodeLayer rows = layers.get(block.rowLayer());
      NodeLayer columns = layers.get(block.columnLayer());
      double[] up = new double[rows.size()];
      double[] down = new double[columns.size()];
      block.multiply(ones(columns.size()), ones(rows.size()), up, down);
      add(up, degrees, rows.offset());
      add(down, degrees, columns.offset());
    }
    return degrees;
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void add(double[] values, double[] degrees, int offset) {
    for (int i = 0; i < values.length; i++) {
      degrees[offset + i] += values[i];
    }
  }
}
