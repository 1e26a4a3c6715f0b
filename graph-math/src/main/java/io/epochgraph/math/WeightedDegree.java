package io.epochgraph.math;

import java.util.Arrays;

/** Weighted degree of every node: the sum of the weights of its edges, in both directions. */
public final class WeightedDegree {

  private WeightedDegree() {}

  /**
   * Reads every edge once. Where weights are NaN or infinite, so are the degrees they go into.
   *
   * @return {@code (nodes)}, input nodes first, then layer by layer
   */
  public static double[] of(RolledGraph graph) {
    double[] degrees = new double[graph.nodes()];
    for (Block block : graph.blocks()) {
      double[] in = new double[block.outputs()];
      double[] out = new double[block.sourceSize()];
      Kernels.multiply(block, ones(block.sourceSize()), ones(block.outputs()), in, out);
      add(in, degrees, graph.layerOffset(block.target()));
      add(out, degrees, graph.layerOffset(block.source()));
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
