package io.epochgraph.networks;

import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network: what is trained is built from it, and what is published is read off it ({@link
 * #geometry}), so that both agree.
 *
 * @param name of the architecture, e.g. {@code lenet5}
 * @param input the shape of one image
 * @param layers in order; all that graphs have of them has names of its own
 */
public record NetworkDescription(String name, FeatureShape input, List<Layer> layers) {

  /**
   * @throws IllegalArgumentException if a layer does not fit the one before it, a name is used
   *     twice, or nothing could be learnt
   */
  public NetworkDescription {
    layers = List.copyOf(layers);
    List<LayerSpec> geometry = geometry(input, layers);
    Set<String> names = new HashSet<>();
    for (LayerSpec layer : geometry) {
      if (!names.add(layer.name())) {
        throw new IllegalArgumentException(
            "network %s has two layers named %s".formatted(name, layer.name()));
      }
    }
    if (geometry.stream().allMatch(layer -> layer.weights() == 0)) {
      throw new IllegalArgumentException("network " + name + " has no layer with weights");
    }
  }

  /**
   * The layers a graph is made of, in order: convolutions, linear layers, poolings, and residual
   * shortcuts, which graphs leave out unless asked.
   */
  public List<LayerSpec> geometry() {
    return geometry(input, layers);
  }

  /** The shape of the network's output for one image. */
  public FeatureShape output() {
    return new Chain(layers).output(input);
  }

  private static List<LayerSpec> geometry(FeatureShape input, List<Layer> layers) {
    return new Chain(layers).specs(input, Network.INPUT);
  }
}
