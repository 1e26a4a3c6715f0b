package io.epochgraph.networks.files;

import io.epochgraph.math.LayerSpec;
import io.epochgraph.networks.FeatureShape;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.networks.Networks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tensors of a network that is known by name, named as PyTorch names them. */
final class KnownNetwork {

  private static final List<Integer> INPUT = List.of(3, 32, 32);
  private static final int CLASSES = 10;

  private KnownNetwork() {}

  /**
   * The network with the input channels and the classes that the tensors have, for images of 32×32
   * unless another input is given.
   *
   * @throws IllegalArgumentException if the network is not known or the tensors are not its
   */
  static Reading read(String name, List<Tensor> tensors, Optional<List<Integer>> input) {
    List<Integer> images = input.orElse(INPUT);
    if (images.size() != 3) {
      throw new IllegalArgumentException(
          "input %s: want [channels, height, width] for %s".formatted(images, name));
    }
    var placing = new Placing(tensors);
    NetworkDescription usual = describe(name, images, images.getFirst(), CLASSES);
    List<LayerSpec> weighted =
        usual.geometry().stream().filter(layer -> layer.kind().hasWeights()).toList();
    NetworkDescription network =
        describe(
            name,
            images,
            input.isPresent()
                ? images.getFirst()
                : extent(placing.take(weighted.getFirst().name() + Placing.WEIGHT), 1),
            extent(placing.take(weighted.getLast().name() + Placing.WEIGHT), 0));
    Map<String, String> weights =
        weighted.stream()
            .map(LayerSpec::name)
            .collect(Collectors.toMap(Function.identity(), layer -> layer + Placing.WEIGHT));
    FeatureShape shape = network.input();
    return new Reading(
        name,
        placing.place(network.geometry(), weights),
        Optional.of(List.of(shape.channels(), shape.height(), shape.width())),
        true,
        Optional.of(network));
  }

  private static NetworkDescription describe(
      String name, List<Integer> images, int channels, int classes) {
    return Networks.describe(name, channels, images.get(1), images.get(2), classes, 0);
  }

  private static int extent(Tensor tensor, int axis) {
    int[] shape = tensor.extents();
    if (axis >= shape.length) {
      throw new IllegalArgumentException(
          "tensor %s has shape %s: want 2 axes or more"
              .formatted(Printable.quoted(tensor.name()), tensor.shape()));
    }
    return shape[axis];
  }
}
