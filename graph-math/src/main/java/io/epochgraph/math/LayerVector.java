package io.epochgraph.math;

import java.util.Arrays;
import java.util.List;

/**
 * A vector over a graph's nodes, kept layer by layer, and its product with each block on its own:
 * layers can then be scaled against each other without reading the weights again.
 */
final class LayerVector {
  final double[][] parts; // (layers, nodes)
  final double[][] up; // (blocks, rows): B x, x the column layer's part
  final double[][] down; // (blocks, columns): Bᵀ y, y the row layer's part
  private final List<Block> blocks;

  LayerVector(WeightedGraph graph) {
    blocks = graph.blocks();
    List<NodeLayer> layers = graph.layers();
    parts = new double[layers.size()][];
    Arrays.setAll(parts, layer -> new double[layers.get(layer).size()]);
    up = new double[blocks.size()][];
    Arrays.setAll(up, b -> new double[parts[blocks.get(b).rowLayer()].length]);
    down = new double[blocks.size()][];
    Arrays.setAll(down, b -> new double[parts[blocks.get(b).columnLayer()].length]);
  }

  /** Computes the products: one pass over the weights. */
  void multiply() {
    for (int b = 0; b < up.length; b++) {
      Block block = blocks.get(b);
      Arrays.fill(up[b], 0);
      Arrays.fill(down[b], 0);
      block.multiply(parts[block.columnLayer()], parts[block.rowLayer()], up[b], down[b]);
    }
  }

  /**
   * The product of the graph's matrix with this vector, each layer's part scaled.
   *
   * @param scales {@code (layers)}
   * @param image {@code (layers, nodes)}, overwritten
   */
  void image(double[] scales, double[][] image) {
    for (double[] part : image) {
      Arrays.fill(part, 0);
    }
    for (int b = 0; b < up.length; b++) {
      Block block = blocks.get(b);
      Kernels.add(scales[block.columnLayer()], up[b], image[block.rowLayer()]);
      Kernels.add(scales[block.rowLayer()], down[b], image[block.columnLayer()]);
    }
  }

  /** {@code yᵀ B x} for block {@code b}, x this vector's part and y the other's. */
  double coupling(int b, LayerVector other) {
    return Kernels.dot(up[b], other.parts[blocks.get(b).rowLayer()]);
  }
}
