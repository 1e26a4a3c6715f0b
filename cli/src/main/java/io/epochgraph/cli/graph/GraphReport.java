package io.epochgraph.cli.graph;

import io.epochgraph.math.EigenvectorCentrality;
import io.epochgraph.math.GraphChoice;
import io.epochgraph.math.NodeFeature;
import io.epochgraph.math.Representation;
import io.epochgraph.math.WeightedGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One network's graphs and their features.
 *
 * @param network its name
 * @param representation as it was asked for
 * @param probe the image whose activations weigh the edges, if any
 * @param graphs one, or the positive and the negative part
 */
public record GraphReport(
    String network, String representation, Optional<String> probe, List<Described> graphs) {

  /** A graph with the features that were asked for, in their order. */
  public record Described(
      Representation representation, WeightedGraph graph, List<NodeFeature> features) {}

  /** Computes the features of every graph. */
  public static GraphReport of(
      String network,
      String representation,
      Optional<String> probe,
      Map<Representation, WeightedGraph> graphs,
      GraphChoice choice,
      EigenvectorCentrality.Settings settings) {
    return new GraphReport(
        network,
        representation,
        probe,
        graphs.entrySet().stream()
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
