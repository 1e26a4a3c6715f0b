package io.epochgraph.networks.files;

import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds layers' weights among tensors by name, and sees that none is left over. */
final class Placing {

  /** How PyTorch names a layer's weights. */
  static final String WEIGHT = ".weight";

  private static final int SHOWN = 8;

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Set<String> placed = new HashSet<>();

  Placing(Collection<Tensor> tensors) {
    tensors.forEach(tensor -> this.tensors.put(tensor.name(), tensor));
  }

  /**
   * The tensor of that name, which then has its place.
   *
   * @throws IllegalArgumentException if there is none
   */
  Tensor take(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no tensor %s: it has %s".formatted(Printable.quoted(name), shown(tensors.keySet())));
    }
    placed.add(name);
    return tensor;
  }

  /**
   * The layers with their weights.
   *
   * @param layers in order
   * @param weights name of the tensor of each layer with weights, by the layer's name
   * @throws IllegalArgumentException if a tensor is missing, of another shape or type, or has no
   *     place
   */
  PlacedLayers place(List<LayerSpec> layers, Map<String, String> weights) {
    List<Optional<LayerWeights>> found = new ArrayList<>();
    for (LayerSpec layer : layers) {
      found.add(
          layer.kind().hasWeights()
              ? Optional.of(weights(layer, take(weights.get(layer.name()))))
              : Optional.empty());
    }
    List<Tensor> left =
        tensors.values().stream()
            .filter(tensor -> tensor.isMatrix() && !placed.contains(tensor.name()))
            .toList();
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: no layer takes %s"
              .formatted(
                  left.size() == 1 ? "a tensor without a place" : "tensors without a place",
                  shown(left.stream().map(t -> t.name() + " " + t.shape()).toList())));
    }
    return new PlacedLayers(Network.of(layers), found);
  }

  private static LayerWeights weights(LayerSpec layer, Tensor tensor) {
    List<Long> wanted = Arrays.stream(layer.weightShape()).mapToObj(Long::valueOf).toList();
    if (!tensor.shape().equals(wanted)) {
      throw new IllegalArgumentException(
          "tensor %s has shape %s: want %s"
              .formatted(Printable.quoted(tensor.name()), tensor.shape(), wanted));
    }
    return new LayerWeights(layer, tensor, false);
  }

  static String shown(Collection<String> names) {
    String some =
        names.stream().limit(SHOWN).map(Printable::quoted).collect(Collectors.joining(", "));
    return names.size() <= SHOWN
        ? "[" + some + "]"
        : "[%s, and %d more]".formatted(some, names.size() - SHOWN);
  }
}
