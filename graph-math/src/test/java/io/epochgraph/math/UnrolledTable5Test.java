package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the unrolled node and edge counts of the paper's Table 5. */
class UnrolledTable5Test {

  private record Cell(String network, String column) {
    @Override
    public String toString() {
      return network + " " + column;
    }
  }

  static Stream<Cell> cells() {
    return Oracles.json("table5.json").properties().stream()
        .filter(network -> network.getValue().hasNonNull("unrolled"))
        .flatMap(
            network ->
                Stream.of("nodes", "edges_exact", "edges_as_printed")
                    .map(column -> new Cell(network.getKey(), column)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void shouldCountAsInTable(Cell cell) {
    JsonNode network = Oracles.json("table5.json").get(cell.network());
    UnrolledGraph graph = UnrolledTable5Test.zeros(network);
    long actual =
        switch (cell.column()) {
          case "nodes" -> graph.nodes();
          case "edges_exact" -> graph.edges();
          default -> graph.edgesAsPrinted();
        };
    assertThat(actual).isEqualTo(network.get("unrolled").get(cell.column()).asLong());
  }

  private static UnrolledGraph zeros(JsonNode description) {
    Network network = Network.of(layers(description.get("layers")));
    JsonNode input = description.get("input");
    int[] shape = {input.get(0).asInt(), input.get(1).asInt(), input.get(2).asInt()};
    UnrolledGraph.Builder builder = UnrolledGraph.Builder.of(network, Shortcuts.LEFT_OUT, shape);
    for (int layer = 0; layer < network.layers().size(); layer++) {
      LayerSpec spec = network.layers().get(layer);
      for (int row = 0; row < spec.rows(); row++) {
        builder.rows(layer, row, 1, new float[spec.rowLength()]);
      }
    }
    return builder.build();
  }

  /** The layers of a network of the table, as they slide. */
  static List<LayerSpec> layers(JsonNode layers) {
    List<LayerSpec> specs = new ArrayList<>();
    for (JsonNode layer : layers) {
      String name = "layer" + specs.size();
      specs.add(
          switch (layer.get("kind").asText()) {
            case "conv" ->
                LayerSpec.convolution(
                        name,
                        layer.get("out").asInt(),
                        layer.get("in").asInt(),
                        layer.get("kernel").asInt(),
                        layer.get("kernel").asInt())
                    .sliding(
                        Window.of(square(layer, "stride"), square(layer, "padding"), List.of()));
            case "linear" ->
                LayerSpec.linear(name, layer.get("out").asInt(), layer.get("in").asInt());
            case "maxpool" ->
                LayerSpec.pooling(name)
                    .sliding(
                        Window.pooling(
                            square(layer, "kernel"), square(layer, "stride"), List.of()));
            case "global-avgpool" -> LayerSpec.pooling(name);
            default -> throw new IllegalArgumentException("unknown kind in " + layer);
          });
    }
    return specs;
  }

  private static List<Integer> square(JsonNode layer, String extent) {
    return List.of(layer.get(extent).asInt(), layer.get(extent).asInt());
  }
}
