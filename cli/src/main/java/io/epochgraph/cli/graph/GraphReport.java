package io.epochgraph.cli.graph;

import io.epochgraph.math.EigenvectorCentrality;
import io.epochgraph.math.GraphChoice;
import io.epochgraph.math.NetworkGraphs;
import io.epochgraph.math.NodeFeature;
import io.epochgraph.math.Representation;
import io.epochgraph.math.WeightedGraph;
import java.util.List;

/**
 * One network's graphs and their features.
 *
 * @param network its name
 * @param representation as it was asked for
 * @param graphs one, or the positive and the negative part
 */
public record GraphReport(String network, String representation, List<Described> graphs) {

  /** A graph with the features that were asked for, in their order. */
  public record Described(
      Representation representation, WeightedGraph graph, List<NodeFeature> features) {}

  /** Computes the features of every graph. */
  public static GraphReport of(
      String network,
      String representation,
      NetworkGraphs graphs,
      GraphChoice choice,
      EigenvectorCentrality.Settings settings) {
    return new GraphReport(
        network,
        representation,
        graphs.all().entrySet().stream()
            .map(
                entry ->
                    new Described(
                        entry.getKey(),
                        entry.getValue(),
                        choice.features().stream()
                            .map(feature -> NodeFeature.of(entry.getValue(), feature, settings))
                            .toList()))
            .toList());
  }
}
