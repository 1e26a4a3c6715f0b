package io.epochgraph.graphstream;

import io.epochgraph.contract.Convergence;
import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.FiveAggregates;
import io.epochgraph.contract.LayerAggregates;
import io.epochgraph.math.Aggregates;
import io.epochgraph.math.Centrality;
import io.epochgraph.math.EigenvectorCentrality;
import io.epochgraph.math.NodeLayer;
import io.epochgraph.math.RolledGraph;
import io.epochgraph.math.WeightedDegree;
import java.util.Arrays;
import java.util.List;

/** Degree and eigenvector centrality of a rolled graph, summarised. */
final class RolledStatistics {

  private static final String ROLLED = "rolled";

  private RolledStatistics() {}

  /** The statistics of both features; all NaN where weights are not finite. */
  static List<FeatureStatistics> of(RolledGraph graph) {
    if (!graph.finite()) {
      double[] undefined = new double[graph.nodes()];
      Arrays.fill(undefined, Double.NaN);
      return List.of(
          feature("degree", graph, undefined, null),
          feature("eigenvector", graph, undefined, null));
    }
    Centrality centrality = EigenvectorCentrality.of(graph);
    var convergence =
        new Convergence(
            centrality.lambdaMax(),
            centrality.passes(),
            centrality.residual(),
            centrality.converged());
    return List.of(
        feature("degree", graph, WeightedDegree.of(graph), null),
        feature("eigenvector", graph, centrality.values(), convergence));
  }

  private static FeatureStatistics feature(
      String name, RolledGraph graph, double[] values, Convergence convergence) {
    List<LayerAggregates> layers =
        graph.layers().stream().map(layer -> layer(layer, values)).toList();
    return new FeatureStatistics(
        ROLLED, name, aggregates(Aggregates.of(values)), layers, convergence);
  }

  private static LayerAggregates layer(NodeLayer layer, double[] values) {
    return new LayerAggregates(
        layer.name(), layer.size(), aggregates(Aggregates.of(values, layer.offset(), layer.end())));
  }

  private static FiveAggregates aggregates(Aggregates of) {
    return new FiveAggregates(of.median(), of.mean(), of.std(), of.skewness(), of.kurtosis());
  }
}
