package io.epochgraph.cli.graph;

import io.epochgraph.math.Representation;
import io.epochgraph.math.UnrolledGraph;
import io.epochgraph.math.WeightedGraph;
import io.epochgraph.networks.Activations;
import io.epochgraph.networks.FeatureShape;
import io.epochgraph.networks.NetworkDescription;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Weighs unrolled graphs by what a network does with an image. */
public final class Probe {

  private Probe() {}

  /**
   * The activations of a source's network.
   *
   * @param size channels and extents of the network's images, where they may be smaller than what
   *     it takes
   * @return {@code (nodes)}
   * @throws IllegalArgumentException if the network is not known by name or not sequential, or the
   *     image does not fit it
   */
  public static double[] activations(
      NetworkSource source, ProbeImage image, Optional<List<Integer>> size) throws IOException {
    NetworkDescription network =
        source
            .known()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--probe: the biases and activation functions of %s are unknown; want a safetensors file with --network, not an ONNX model, a layer list or names of tensors alone"
                            .formatted(source.name())));
    FeatureShape input = network.input();
    FeatureShape scaled =
        size.map(s -> new FeatureShape(s.get(0), s.get(1), s.get(2))).orElse(input);
    return Activations.of(network, source.tensors(), image.values(input, scaled));
  }

  /** The same unrolled graphs, weighted by activations. */
  public static Map<Representation, WeightedGraph> weigh(
      Map<Representation, WeightedGraph> graphs, double[] activations) {
    var weighted = new EnumMap<Representation, WeightedGraph>(Representation.class);
    graphs.forEach(
        (representation, graph) -> {
          if (graph instanceof UnrolledGraph unrolled) {
            weighted.put(representation, unrolled.activated(activations));
          }
        });
    return weighted;
  }
}
