package io.epochgraph.networks.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.math.EigenvectorCentrality;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.RolledGraph;
import io.epochgraph.math.Shortcuts;
import io.epochgraph.math.WeightedDegree;
import io.epochgraph.math.Window;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models as PyTorch's exporter writes them; make.py beside them tells how they were made. */
class OnnxNetworkTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"residual", "branches", "channels-last", "one-axis"})
  void shouldFindEveryLayerAndEdge(String name) throws IOException {
    JsonNode expected = new ObjectMapper().readTree(resource("expected.json").toFile()).get(name);
    try (NetworkFile file = open(name + ".onnx")) {
      List<String> names = new ArrayList<>();
      expected.get("layers").forEach(layer -> names.add(layer.textValue()));
      assertThat(file.network().layers())
          .filteredOn(layer -> layer.kind().hasWeights())
          .extracting(LayerSpec::name)
          .containsExactlyInAnyOrderElementsOf(names);
      RolledGraph graph = RolledGraphs.of(file, Shortcuts.LEFT_OUT, 5);
      assertThat(graph.nodes()).isEqualTo(expected.get("nodes").intValue());
      assertThat(graph.edges()).isEqualTo(expected.get("edges").longValue());
      assertThat(file.name()).isEqualTo(name);
      assertThat(file.hasWindows()).isTrue();
    }
  }

  @Test
  void shouldTellShortcutsFromTheMainBranch() throws IOException {
    try (NetworkFile file = open("residual.onnx")) {
      assertThat(file.inputShape()).contains(List.of(3, 16, 16));
      assertThat(file.network().layers())
          .filteredOn(LayerSpec::shortcut)
          .containsExactly(
              LayerSpec.identity("/layer1/Add", "conv1", "layer1.conv2"),
              LayerSpec.convolution("layer2.downsample.0", 12, 8, 1, 1)
                  .sliding(Window.of(List.of(2, 2), List.of(0, 0), List.of(1, 1)))
                  .inShortcut("layer1.conv2")
                  .addingTo("layer2.conv2"));
      assertThat(RolledGraphs.of(file, Shortcuts.KEPT, 99).edges()).isEqualTo(512 + 96 + 8);
    }
  }

  @Test
  void shouldKeepSumsOfEqualBranchesAndEndGatesWhereTheyEnd() throws IOException {
    try (NetworkFile file = open("branches.onnx")) {
      assertThat(layer(file, "narrow").addsTo()).contains("wide");
      assertThat(layer(file, "narrow").shortcut()).isFalse();
      assertThat(layer(file, "wide").predecessors()).containsExactly("depthwise");
      assertThat(layer(file, "depthwise").predecessors()).containsExactly("left", "/MaxPool_1");
      assertThat(layer(file, "squeeze").predecessors()).containsExactly("/ReduceMean");
      assertThat(layer(file, "/MaxPool").window().padding()).containsExactly(0, 0, 1, 1);
    }
  }

  /** The same weights, ordered by a layer list. */
  @Test
  void shouldGiveTheSameStatisticsAsSafetensors() throws IOException {
    Path list =
        Files.writeString(
            directory.resolve("residual.json"),
            """
            {"name": "residual-8-12", "input": [3, 16, 16], "layers": [
              {"name": "conv1", "kind": "convolution", "padding": 1},
              {"name": "layer1.conv1", "kind": "convolution", "padding": 1},
              {"name": "layer1.conv2", "kind": "convolution", "padding": 1},
              {"name": "skip", "kind": "identity", "predecessors": ["conv1"], "addsTo": "layer1.conv2", "shortcut": true},
              {"name": "layer2.conv1", "kind": "convolution", "padding": 1, "stride": 2},
              {"name": "layer2.conv2", "kind": "convolution", "padding": 1},
              {"name": "projection", "kind": "convolution", "weight": "layer2.downsample.0.weight", "stride": 2,
               "predecessors": ["layer1.conv2"], "addsTo": "layer2.conv2", "shortcut": true},
              {"name": "pool", "kind": "pooling"},
              {"name": "fc", "kind": "linear"}]}
            """);
    try (NetworkFile onnx = open("residual.onnx");
        NetworkFile safetensors =
            NetworkFile.open(
                resource("residual.safetensors"), NetworkFileOptions.NONE.withLayers(list));
        NetworkFile both =
            NetworkFile.open(resource("residual.onnx"), NetworkFileOptions.NONE.withLayers(list))) {
      assertThat(safetensors.name()).isEqualTo("residual-8-12");
      for (Shortcuts shortcuts : Shortcuts.values()) {
        RolledGraph graph = RolledGraphs.of(onnx, shortcuts, 3);
        for (NetworkFile other : List.of(safetensors, both)) {
          RolledGraph same = RolledGraphs.of(other, shortcuts, 7);
          assertThat(WeightedDegree.of(same)).isEqualTo(WeightedDegree.of(graph));
          assertThat(EigenvectorCentrality.of(same).lambdaMax())
              .isEqualTo(EigenvectorCentrality.of(graph).lambdaMax());
        }
      }
    }
  }

  private static NetworkFile open(String name) throws IOException {
    return NetworkFile.open(resource(name), NetworkFileOptions.NONE);
  }

  private static LayerSpec layer(NetworkFile file, String name) {
    return file.network().layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static Path resource(String name) {
    try {
      return Path.of(OnnxNetworkTest.class.getResource("/onnx/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
