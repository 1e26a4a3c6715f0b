package io.epochgraph.networks.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a file of weights does not say by itself.
 *
 * @param network name of a known network, whose layers are in the file as {@code <layer>.weight}
 * @param layers a layer list in JSON, as {@link NetworkFile} describes it; goes before a name
 * @param input channels and extents of one input, for example {@code [3, 32, 32]}; goes before the
 *     file's
 */
public record NetworkFileOptions(
    Optional<String> network, Optional<Path> layers, Optional<List<Integer>> input) {

  /** Nothing beyond the file itself. */
  public static final NetworkFileOptions NONE =
      new NetworkFileOptions(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException if an extent is below 1
   */
  public NetworkFileOptions {
    input = input.map(List::copyOf);
    if (input.isPresent()
        && (input.get().isEmpty() || input.get().stream().anyMatch(extent -> extent < 1))) {
      throw new IllegalArgumentException(
          "input %s: want extents of 1 or more, channels first".formatted(input.get()));
    }
  }

  /** The same for a known network. */
  public NetworkFileOptions withNetwork(String name) {
    return new NetworkFileOptions(Optional.of(name), layers, input);
  }

  /** The same with a layer list. */
  public NetworkFileOptions withLayers(Path list) {
    return new NetworkFileOptions(network, Optional.of(list), input);
  }

  /** The same for an input of that shape. */
  public NetworkFileOptions withInput(List<Integer> shape) {
    return new NetworkFileOptions(network, layers, Optional.of(shape));
  }
}
