package io.epochgraph.publish.files;

import io.epochgraph.math.LayerSpec;
import io.epochgraph.networks.Networks;
import io.epochgraph.networks.files.NetworkFile;
import io.epochgraph.networks.files.NetworkFileOptions;
import io.epochgraph.publish.PublishedLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a run's checkpoints, whose layers must be the same in all. */
final class CheckpointLayers {

  /** The layer list that a run's directory may hold. */
  static final String LAYER_LIST = "network.json";

  private final NetworkFileOptions options;
  private List<LayerSpec> layers;
  private List<Integer> input;

  /**
   * @param directory the run's, with a layer list if there is one
   * @param network the run's, which safetensors files without a layer list need to be known
   */
  CheckpointLayers(Path directory, String network) {
    Path list = directory.resolve(LAYER_LIST);
    this.options =
        Files.exists(list)
            ? NetworkFileOptions.NONE.withLayers(list)
            : NetworkFileOptions.NONE.withNetwork(network);
  }

  /**
   * Opens a checkpoint.
   *
   * @throws IllegalArgumentException if it is wrong, of another network than those before, or its
   *     network or the shape of its input is not known
   */
  NetworkFile open(Path checkpoint) throws IOException {
    boolean hasOrder =
        options.layers().isPresent() || checkpoint.getFileName().toString().endsWith(".onnx");
    if (!hasOrder && !Networks.NAMES.contains(options.network().orElseThrow())) {
      throw new IllegalArgumentException(
          "%s: network %s: want one of %s in run.json, or a layer list, %s, beside it"
              .formatted(checkpoint, options.network().get(), Networks.NAMES, LAYER_LIST));
    }
    NetworkFile file = NetworkFile.open(checkpoint, options);
    try {
      check(file);
      return file;
    } catch (IllegalArgumentException e) {
      file.close();
      throw e;
    }
  }

  /** Channels and extents of one input, once a checkpoint has been opened. */
  List<Integer> input() {
    return input;
  }

  /** A checkpoint's layers with views of their weights, valid until it is closed. */
  static List<PublishedLayer> read(NetworkFile file) {
    List<PublishedLayer> published = new ArrayList<>();
    List<LayerSpec> layers = file.network().layers();
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      int index = i;
      published.add(
          layer.kind().hasWeights()
              ? PublishedLayer.of(
                  layer, file.dtype(i), (first, count) -> file.rows(index, first, count))
              : PublishedLayer.weightless(layer));
    }
    return published;
  }

  private void check(NetworkFile file) {
    List<LayerSpec> found = file.network().layers();
    List<Integer> shape =
        file.inputShape()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s: the shape of its input is not known: want \"input\", say [3, 32, 32], in %s"
                            .formatted(file, LAYER_LIST)));
    if (layers == null) {
      layers = found;
      input = shape;
    }
    if (!layers.equals(found) || !input.equals(shape)) {
      throw new IllegalArgumentException(
          "%s: layers %s on %s: want those of the checkpoint before, %s on %s"
              .formatted(file, found, shape, layers, input));
    }
  }
}
