package io.epochgraph.math;

import java.util.Arrays;
import java.util.List;

/**
 * A network as a graph: nodes in layers, edges between layers, none within one. Immutable, and safe
 * to read from several threads.
 */
public abstract sealed class WeightedGraph permits RolledGraph, UnrolledGraph {
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
    return magnitudes();
  }

  /** Sums of the magnitudes of the weights of each node's edges, {@code (nodes)}. */
  final double[] magnitudes() {
    double[] ones = new double[nodes()];
    Arrays.fill(ones, 1);
    return multiply(ones);
  }

  /** The product of the matrix of the weights' magnitudes with a vector, both {@code (nodes)}. */
  final double[] multiply(double[] vector) {
    double[] product = new double[nodes()];
    for (Block block : blocks) {
      NodeLayer rows = layers.get(block.rowLayer());
      NodeLayer columns = layers.get(block.columnLayer());
      double[] up = new double[rows.size()];
      double[] down = new double[columns.size()];
      block.multiply(part(vector, columns), part(vector, rows), up, down);
      add(up, product, rows.offset());
      add(down, product, columns.offset());
    }
    return product;
  }

  private static double[] part(double[] vector, NodeLayer layer) {
    return Arrays.copyOfRange(vector, layer.offset(), layer.end());
  }

  private static void add(double[] values, double[] to, int offset) {
    for (int i = 0; i < values.length; i++) {
      to[offset + i] += values[i];
    }
  }
}
