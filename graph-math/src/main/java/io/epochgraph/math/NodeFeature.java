package io.epochgraph.math;

import java.util.Arrays;
import java.util.Optional;

/**
 * A feature of every node of a graph.
 *
 * @param values {@code (nodes)} in node order; all NaN where weights are not finite
 * @param centrality how the values came about and how far to trust them; empty for features that
 *     need no iteration, and where weights are not finite
 */
@SuppressWarnings("ArrayRecordComponent") // a result, never compared
public record NodeFeature(Feature feature, double[] values, Optional<Centrality> centrality) {

  /** Computes a feature; the iteration, where there is one, with these settings. */
  public static NodeFeature of(
      WeightedGraph graph, Feature feature, EigenvectorCentrality.Settings settings) {
    if (!graph.finite()) {
      double[] undefined = new double[graph.nodes()];
      Arrays.fill(undefined, Double.NaN);
      return new NodeFeature(feature, undefined, Optional.empty());
    }
    return switch (feature) {
      case DEGREE -> new NodeFeature(feature, WeightedDegree.of(graph), Optional.empty());
      case EIGENVECTOR -> {
        Centrality centrality = EigenvectorCentrality.of(graph, settings);
        yield new NodeFeature(feature, centrality.values(), Optional.of(centrality));
      }
    };
  }

  /** The aggregates over all nodes. */
  public Aggregates whole() {
    return Aggregates.of(values);
  }

  /** The aggregates over the nodes of one layer. */
  public Aggregates of(NodeLayer layer) {
    return Aggregates.of(values, layer.offset(), layer.end());
  }
}
