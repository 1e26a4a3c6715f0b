package io.epochgraph.graphstream;

import io.epochgraph.contract.Convergence;
import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.FiveAggregates;
import io.epochgraph.contract.GraphSize;
import io.epochgraph.contract.LayerAggregates;
import io.epochgraph.math.Aggregates;
import io.epochgraph.math.Centrality;
import io.epochgraph.math.EigenvectorCentrality;
import io.epochgraph.math.Feature;
import io.epochgraph.math.NetworkGraphs;
import io.epochgraph.math.NodeFeature;
import io.epochgraph.math.WeightedGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sizes and features of an epoch's graphs, as they are sent. */
final class GraphFeatures {

  private GraphFeatures() {}

  static List<GraphSize> sizes(NetworkGraphs graphs) {
    return graphs.all().entrySet().stream()
        .map(
            graph ->
                new GraphSize(
                    graph.getKey().label(),
                    (long) graph.getValue().nodes(),
                    graph.getValue().edges()))
        .toList();
  }

  /** The features of every graph, one graph after the other, the differences' behind the others. */
  static List<FeatureStatistics> of(
      NetworkGraphs graphs, List<DifferenceGraph> differences, Set<Feature> features) {
    var all = new ArrayList<FeatureStatistics>();
    graphs
        .all()
        .forEach(
            (representation, graph) ->
                features.forEach(feature -> all.add(of(representation.label(), graph, feature))));
    for (DifferenceGraph difference : differences) {
      difference
          .build()
          .ifPresent(
              graph ->
                  features.forEach(
                      feature -> all.add(of(difference.difference().label(), graph, feature))));
    }
    return all;
  }

  private static FeatureStatistics of(String label, WeightedGraph graph, Feature feature) {
    NodeFeature nodes = NodeFeature.of(graph, feature, EigenvectorCentrality.Settings.DEFAULT);
    return new FeatureStatistics(
        label,
        feature.label(),
        aggregates(nodes.whole()),
        graph.layers().stream()
            .map(
                layer ->
                    new LayerAggregates(layer.name(), layer.size(), aggregates(nodes.of(layer))))
            .toList(),
        nodes.centrality().map(GraphFeatures::convergence).orElse(null));
  }

  private static Convergence convergence(Centrality of) {
    return new Convergence(of.lambdaMax(), of.passes(), of.residual(), of.converged());
  }

  private static FiveAggregates aggregates(Aggregates of) {
    return new FiveAggregates(of.median(), of.mean(), of.std(), of.skewness(), of.kurtosis());
  }
}
