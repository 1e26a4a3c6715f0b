package io.epochgraph.networks;

import io.epochgraph.math.LayerSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A sequential network: what is trained is built from it, and what is published is read off it
 * ({@link #geometry}), so that both agree.
 *
 * @param name of the architecture, e.g. {@code lenet5}
 * @param input the shape of one image
 * @param layers in order; weight-carrying layers and poolings have names of their own
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

  /** The layers a graph is made of: convolutions, linear layers and poolings, in order. */
  public List<LayerSpec> geometry() {
    return geometry(input, layers);
  }

  /** The shape of the network's output for one image. */
  public FeatureShape output() {
    FeatureShape shape = input;
    for (Layer layer : layers) {
      shape = layer.output(shape);
    }
    return shape;
  }

  private static List<LayerSpec> geometry(FeatureShape input, List<Layer> layers) {
    List<LayerSpec> geometry = new ArrayList<>();
    FeatureShape shape = input;
    for (Layer layer : layers) {
      layer.spec(shape).ifPresent(geometry::add);
      shape = layer.output(shape);
    }
    return geometry;
  }
}
