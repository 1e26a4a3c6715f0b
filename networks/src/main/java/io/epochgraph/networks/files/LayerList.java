package io.epochgraph.networks.files;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.epochgraph.math.LayerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Layers in JSON, as {@link NetworkFile} describes them.
 *
 * @param input shape of one input, where the list gives it
 */
record LayerList(
    Path path,
    Optional<String> name,
    Optional<List<Integer>> input,
    List<LayerEntry> layers,
    List<String> leftOut) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Set<String> KEYS = Set.of("name", "input", "layers", "leaveOut");

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException naming the file, the layer and the key that is wrong
   */
  static LayerList read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    try {
      var root = new JsonObject("the layer list", parse(bytes), KEYS);
      Optional<String> name = root.text("name");
      List<Integer> input = root.numbers("input", 1);
      List<LayerEntry> layers = new ArrayList<>();
      for (JsonNode layer : root.elements("layers")) {
        layers.add(LayerEntry.read(layers.size(), layer));
      }
      if (layers.isEmpty()) {
        throw new IllegalArgumentException("layers is missing or empty: want a list of objects");
      }
      return new LayerList(
          path,
          name,
          input.isEmpty() ? Optional.empty() : Optional.of(input),
          layers,
          root.texts("leaveOut"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * The layers, with their weights among a file's tensors.
   *
   * @throws IllegalArgumentException if one is missing or does not fit, or has no place
   */
  PlacedLayers place(List<Tensor> tensors, Optional<List<Integer>> givenInput) {
    var placing = new Placing(tensors);
    int axes = givenInput.or(this::input).map(shape -> shape.size() - 1).orElse(2);
    List<LayerSpec> specs = new ArrayList<>();
    Map<String, String> weights = new HashMap<>();
    for (LayerEntry layer : layers) {
      int[] shape = {};
      if (layer.kind().hasWeights()) {
        shape = placing.take(layer.weight()).extents();
        weights.put(layer.name(), layer.weight());
      }
      specs.add(layer.spec(shape, axes));
    }
    leftOut.forEach(placing::take);
    return placing.place(specs, weights);
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "no JSON: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
  }
}
