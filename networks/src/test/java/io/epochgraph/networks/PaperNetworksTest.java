package io.epochgraph.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.math.LayerKind;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import io.epochgraph.math.RolledGraph;
import io.epochgraph.math.Shortcuts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the networks of the paper's Table 5, layer by layer. */
class PaperNetworksTest {
  private static final JsonNode TABLE = table();

  static Stream<String> networks() {
    return TABLE.properties().stream().map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldHaveThePapersLayers(String key) {
    NetworkDescription network = describe(key);

    assertThat(network.name()).isEqualTo(key.replace("-imagenet", ""));
    assertThat(List.of(network.input().channels(), network.input().height()))
        .containsExactly(TABLE.at("/" + key + "/input/0").asInt(), 32);
    assertThat(
            network.geometry().stream()
                .filter(layer -> !layer.shortcut())
                .map(PaperNetworksTest::line))
        .containsExactlyElementsOf(
            StreamSupport.stream(TABLE.get(key).get("layers").spliterator(), false)
                .map(PaperNetworksTest::line)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldHaveThePapersRolledNodesAndEdges(String key) {
    RolledGraph graph = graph(Network.of(describe(key).geometry()), Shortcuts.LEFT_OUT);

    assertThat(graph.nodes()).isEqualTo(TABLE.at("/" + key + "/rolled/nodes").asInt());
    assertThat(graph.edges()).isEqualTo(TABLE.at("/" + key + "/rolled/edges").asLong());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldHaveAPlaceForDropout(String key) {
    String name = key.replace("-imagenet", "");
    List<Layer> layers = Networks.describe(name, 3, 32, 32, 10, 0.3).layers();

    assertThat(layers).contains(new Layer.Dropout(0.3));
    assertThat(layers.getLast()).isInstanceOf(Layer.Linear.class);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldTakeSmallAndLargeImages(String key) {
    String name = key.replace("-imagenet", "");

    assertThat(Networks.describe(name, 1, 28, 28, 7, 0).input())
        .isEqualTo(new FeatureShape(1, 32, 32));
    assertThat(Networks.describe(name, 3, 64, 48, 7, 0).output()).isEqualTo(FeatureShape.vector(7));
  }

  @Test
  void shouldKnowEveryNetworkOfThePaperAndNoOther() {
    assertThat(Networks.NAMES)
        .containsExactlyElementsOf(
            networks().map(key -> key.replace("-imagenet", "")).distinct().toList());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Networks.describe("lenet6", 3, 32, 32, 10, 0))
        .withMessageContaining("network 'lenet6' is unknown, must be one of [lenet5, alexnet,");
  }

  static RolledGraph graph(Network network, Shortcuts shortcuts) {
    RolledGraph.Builder builder = RolledGraph.Builder.of(network, shortcuts);
    for (int layer = 0; layer < network.layers().size(); layer++) {
      if (builder.wants(layer)) {
        float[] row = new float[network.layers().get(layer).rowLength()];
        Arrays.fill(row, 0.5f);
        for (int i = 0; i < network.layers().get(layer).rows(); i++) {
          builder.rows(layer, i, 1, row);
        }
      }
    }
    return builder.build();
  }

  private static NetworkDescription describe(String key) {
    int classes = key.endsWith("-imagenet") ? 100 : 10;
    return Networks.describe(key.replace("-imagenet", ""), 3, 32, 32, classes, 0);
  }

  private static String line(LayerSpec layer) {
    if (layer.kind() == LayerKind.LINEAR) {
      return "linear %d-%d".formatted(layer.inputs(), layer.outputs());
    }
    if (layer.kind() == LayerKind.POOLING) {
      return layer.window().kernel().isEmpty()
          ? "global-avgpool"
          : "maxpool %d/%d+%d"
              .formatted(
                  layer.window().kernel().getLast(),
                  layer.window().stride(1),
                  layer.window().paddingBefore(1));
    }
    return "%s %d-%d %d/%d+%d"
        .formatted(
            layer.kind() == LayerKind.CONVOLUTION ? "conv" : layer.kind(),
            layer.inputs(),
            layer.outputs(),
            layer.weightShape()[3],
            layer.window().stride(1),
            layer.window().paddingBefore(1));
  }

  private static String line(JsonNode layer) {
    String kind = layer.get("kind").asText();
    return switch (kind) {
      case "linear" -> "linear %s-%s".formatted(layer.get("in"), layer.get("out"));
      case "maxpool" ->
          "maxpool %s/%s+%d"
              .formatted(layer.get("kernel"), layer.get("stride"), layer.path("padding").asInt(0));
      case "conv" ->
          "conv %s-%s %s/%s+%s"
              .formatted(
                  layer.get("in"),
                  layer.get("out"),
                  layer.get("kernel"),
                  layer.get("stride"),
                  layer.get("padding"));
      default -> kind;
    };
  }

  private static JsonNode table() {
    try (InputStream file = PaperNetworksTest.class.getResourceAsStream("/oracles/table5.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
