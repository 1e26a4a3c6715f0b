package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the rolled node and edge counts that the paper's Table 5 prints. */
class PaperTable5Test {

  static Stream<String> networks() {
    return Oracles.json("table5.json").properties().stream().map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldCountNodesAndEdgesAsPrinted(String name) {
    JsonNode network = Oracles.json("table5.json").get(name);
    List<LayerSpec> shapes = shapes(network.get("layers"));
    RolledGraph.Builder builder = RolledGraph.Builder.forLayers(shapes);
    for (int layer = 0; layer < shapes.size(); layer++) {
      LayerSpec shape = shapes.get(layer);
      float[] row = new float[shape.rowLength()];
      Arrays.fill(row, 0.5f);
      for (int i = 0; i < shape.rows(); i++) {
        builder.rows(layer, i, 1, row);
      }
    }
    RolledGraph graph = builder.build();
    assertThat(graph.nodes()).isEqualTo(network.get("rolled").get("nodes").asInt());
    assertThat(graph.edges()).isEqualTo(network.get("rolled").get("edges").asLong());
  }

  private static List<LayerSpec> shapes(JsonNode layers) {
    List<LayerSpec> shapes = new ArrayList<>();
    for (JsonNode layer : layers) {
      String name = "layer" + shapes.size();
      shapes.add(
          switch (layer.get("kind").asText()) {
            case "conv" -> {
              int kernel = layer.get("kernel").asInt();
              yield LayerSpec.convolution(
                  name, layer.get("out").asInt(), layer.get("in").asInt(), kernel, kernel);
            }
            case "linear" ->
                LayerSpec.linear(name, layer.get("out").asInt(), layer.get("in").asInt());
            case "maxpool", "global-avgpool" -> LayerSpec.pooling(name);
            default -> throw new IllegalArgumentException("unknown kind in " + layer);
          });
    }
    return shapes;
  }
}
