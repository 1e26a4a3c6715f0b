package io.epochgraph.math;

/** Weighted degree of every node: the sum of the weights of its edges, in both directions. */
public final class WeightedDegree {

  private WeightedDegree() {}

  /**
   * Reads every weight once. Where weights are NaN or infinite, so are the degrees they go into.
   *
   * @return {@code (nodes)}, input nodes first, then layer by layer
   */
  public static double[] of(WeightedGraph graph) {
    return graph.degrees();
  }
}
