package io.epochgraph.networks;

import io.epochgraph.math.LayerSpec;
import java.util.ArrayList;
import java.util.List;

/** Layers one behind the other; without any, the identity. */
record Chain(List<Layer> layers) {

  FeatureShape output(FeatureShape input) {
    FeatureShape shape = input;
    for (Layer layer : layers) {
      shape = layer.output(shape);
    }
    return shape;
  }

  /** As {@link Layer#specs}, of all layers. */
  List<LayerSpec> specs(FeatureShape input, String before) {
    List<LayerSpec> specs = new ArrayList<>();
    FeatureShape shape = input;
    for (Layer layer : layers) {
      specs.addAll(layer.specs(shape, last(specs, before)));
      shape = layer.output(shape);
    }
    return specs;
  }

  /** The layer whose output is that of all these together: the last that is no shortcut. */
  static String last(List<LayerSpec> specs, String before) {
    return specs.stream()
        .filter(spec -> !spec.shortcut())
        .map(LayerSpec::name)
        .reduce(before, (_, name) -> name);
  }
}
