package io.epochgraph.math;

/**
 * Eigenvector centrality: the principal eigenvector of the weighted adjacency matrix, by the
 * magnitudes of the weights.
 *
 * <p>A layered graph is bipartite, so its spectrum is symmetric about 0 and plain power iteration
 * oscillates. This is layer-aggregated power iteration: each pass multiplies every layer's part of
 * the vector by the blocks that join it to others, finds the best scale of each part by solving the
 * Rayleigh–Ritz problem over the layers (tridiagonal for a chain), and takes one power step. The
 * scales settle at once what power iteration spends hundreds of passes on; what remains shrinks by
 * the ratio of the second largest eigenvalue to the largest in each pass. Where that is slow, as in
 * unrolled graphs of large images, conjugate directions take over. It starts from the sums of the
 * magnitudes of each node's weights.
 *
 * <p>Cost: one read of the weights and four floating-point operations an edge in each pass; some
 * numbers a node of memory. Rolled graphs take some ten passes at the default tolerance.
 *
 * <p>Which vector: where the graph falls into parts that no edge of a weight other than 0 joins,
 * the strongest part (largest eigenvalue; of those equal within 1e-12 the one with the first node)
 * gets the centrality, and every other node 0: any mixture of equally strong parts' vectors would
 * be as much an eigenvector, and none could be told from another. Within a connected part the
 * vector is unique and positive (Perron and Frobenius); components of less than 1e-15 of the
 * largest may be noise.
 *
 * <p>Limit: where parts are joined by weights that are many decades weaker than they are, and are
 * equally strong within a few percent, the weaker may be taken for the whole.
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

  private static final double EQUAL = 1e-12;

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
    double[] magnitudes = graph.magnitudes();
    Components components = Components.of(graph, magnitudes);
    Centrality strongest = new Centrality(new double[graph.nodes()], 0, 0, 0, true);
    for (Candidate candidate : Candidate.of(graph, magnitudes, components)) {
      if (candidate.atMost() > strongest.lambdaMax() * (1 + EQUAL)) {
        var part = new LayerAggregatedPower(graph, candidate.start()).run(settings);
        strongest = stronger(strongest, part);
      }
    }
    return strongest;
  }

  private static Centrality stronger(Centrality a, Centrality b) {
    Centrality winner = b.lambdaMax() > a.lambdaMax() * (1 + EQUAL) ? b : a;
    return new Centrality(
        winner.values(),
        winner.lambdaMax(),
        a.passes() + b.passes(),
        winner.residual(),
        a.converged() && b.converged());
  }
}
