package io.epochgraph.networks.files;

import io.epochgraph.networks.NetworkDescription;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What was made of a file's tensors.
 *
 * @param input shape of one input, where it is known
 * @param hasWindows whether strides, paddings and poolings are known
 * @param description of a network known by name
 */
record Reading(
    String name,
    PlacedLayers layers,
    Optional<List<Integer>> input,
    boolean hasWindows,
    Optional<NetworkDescription> description) {

  /** Of a network that is not known by name. */
  Reading(String name, PlacedLayers layers, Optional<List<Integer>> input, boolean hasWindows) {
    this(name, layers, input, hasWindows, Optional.empty());
  }

  /**
   * @throws IllegalArgumentException if the input is not what the first layer takes
   */
  Reading {
    int channels = layers.network().inputChannels();
    if (input.isPresent()
        && input.get().getFirst() != channels
        && input.get().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b)
            != channels) {
      throw new IllegalArgumentException(
          "input %s, but the first layer takes %d channels: want as many"
              .formatted(input.get(), channels));
    }
  }

  static Reading of(TensorFile file, NetworkFileOptions options, String fileName)
      throws IOException {
    String name = options.network().orElse(fileName);
    Optional<List<Integer>> input = options.input();
    if (options.layers().isPresent()) {
      LayerList list = LayerList.read(options.layers().get());
      return new Reading(
          options.network().or(list::name).orElse(fileName),
          list.place(file.tensors(), input),
          input.or(list::input),
          true);
    }
    return switch (file) {
      case OnnxFile onnx -> new Reading(name, onnx.layers(input), input.or(onnx::inputShape), true);
      case SafetensorsFile tensors when options.network().isPresent() ->
          KnownNetwork.read(name, tensors.tensors(), input);
      case SafetensorsFile tensors ->
          new Reading(name, NameOrder.place(tensors.tensors()), input, false);
    };
  }
}
