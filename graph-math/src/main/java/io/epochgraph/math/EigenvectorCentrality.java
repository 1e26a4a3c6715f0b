package io.epochgraph.math;

import java.util.List;

/**
 * Eigenvector centrality: the principal eigenvector of the weighted adjacency matrix.
 *
 * <p>A layered graph is bipartite, so its spectrum is symmetric about 0 and plain power iteration
 * oscillates. This is layer-aggregated power iteration: each pass multiplies every layer's part of
 * the vector by the blocks on both its sides, finds the best scale of each part by solving the
 * Rayleigh–Ritz problem over the layers (tridiagonal for a chain), and takes one power step. The
 * scales settle at once what power iteration spends hundreds of passes on; what remains shrinks by
 * the ratio of the second largest eigenvalue to the largest in each pass. It starts from the
 * weighted degrees.
 *
 * <p>Cost: one read of the edges and four floating-point operations an edge in each pass, five
 * numbers a node of memory. Networks take some ten passes at the default tolerance.
 *
 * <p>Limits: where the largest eigenvalue is not simple (parts of the graph that are not connected
 * and equally strong) the vector is one of many. Where a block is all zero, the graph falls into
 * parts; the strongest part gets the centrality (the first of equals) and every other node 0.
 * Components of less than 1e-15 of the largest may be noise.
 *
 * <p>Parts that share layers and are kept apart by single zero weights compete inside the
 * iteration. The strongest wins, slowly where the next is nearly as strong; where besides the
 * layers between them are many decades weaker, a part that is stronger by only a few percent can be
 * missed.
 */
public final class EigenvectorCentrality {

  /**
   * When to stop.
   *
   * @param tolerance of {@code ‖W v − λ v‖₂ / λ}, above 0 and below 1. The vector's own error is
   *     this over the relative gap between the two largest eigenvalues. Below 1e-14 rounding
   *     decides.
   * @param maxPasses over the weights, at least 1
   */
  public record Settings(double tolerance, int maxPasses) {

    /** Tolerance 1e-12, and a thousand passes. */
    public static final Settings DEFAULT = new Settings(1e-12, 1000);

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Settings {
      if (!(tolerance > 0 && tolerance < 1)) {
        throw new IllegalArgumentException(
            "tolerance %s must be above 0 and below 1".formatted(tolerance));
      }
      if (maxPasses < 1) {
        throw new IllegalArgumentException("maxPasses %d must be at least 1".formatted(maxPasses));
      }
    }
  }

  private EigenvectorCentrality() {}

  /** With the default settings. */
  public static Centrality of(WeightedGraph graph) {
    return of(graph, Settings.DEFAULT);
  }

  /**
   * The centrality of every node. A graph whose weights are all 0 gives zeros, λ = 0, no passes,
   * and counts as converged. If {@code maxPasses} run out, the best vector so far comes back, not
   * converged.
   *
   * @throws IllegalArgumentException if the graph is not {@link RolledGraph#finite() finite}
   */
  public static Centrality of(WeightedGraph graph, Settings settings) {
    if (!graph.finite()) {
      throw new IllegalArgumentException(
          "the graph has weights that are NaN or infinite; eigenvector centrality needs finite"
              + " ones");
    }
    double[] degrees = WeightedDegree.of(graph);
    Centrality strongest = new Centrality(new double[graph.nodes()], 0, 0, 0, true);
    List<Block> blocks = graph.blocks();
    int first = 0;
    for (int end = 0; end <= blocks.size(); end++) {
      if (end == blocks.size() || isZero(blocks.get(end))) {
        if (first < end) {
          Centrality part =
              new LayerAggregatedPower(graph.layers(), blocks.subList(first, end), degrees)
                  .run(settings);
          strongest = stronger(strongest, part);
        }
        first = end + 1;
      }
    }
    return strongest;
  }

  private static Centrality stronger(Centrality a, Centrality b) {
    Centrality winner = b.lambdaMax() > a.lambdaMax() ? b : a;
    return new Centrality(
        winner.values(),
        winner.lambdaMax(),
        Math.max(a.passes(), b.passes()),
        winner.residual(),
        a.converged() && b.converged());
  }

  private static boolean isZero(Block block) {
    var any = new boolean[1];
    block.visit(false, (_, _) -> any[0] = true);
    return !any[0];
  }
}
