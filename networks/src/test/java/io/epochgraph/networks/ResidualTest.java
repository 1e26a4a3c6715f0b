package io.epochgraph.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import io.epochgraph.math.RolledGraph;
import io.epochgraph.math.Shortcuts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ResidualTest {

  @Test
  void shouldAddAnIdentityToTheLastConvolutionOfItsBlock() {
    Map<String, LayerSpec> layers = layers("resnet32");

    assertThat(layers.get("layer1.0.identity"))
        .isEqualTo(LayerSpec.identity("layer1.0.identity", "conv1", "layer1.0.conv2"));
    assertThat(layers.get("layer1.1.identity"))
        .isEqualTo(LayerSpec.identity("layer1.1.identity", "layer1.0.conv2", "layer1.1.conv2"));
    assertThat(layers).doesNotContainKey("layer2.0.identity");
  }

  @Test
  void shouldAddAProjectionWhereTheShapeChanges() {
    Map<String, LayerSpec> layers = layers("resnet50");

    assertThat(layers.get("layer1.0.downsample.0"))
        .isEqualTo(
            LayerSpec.convolution("layer1.0.downsample.0", 256, 64, 1, 1)
                .sliding(SquareWindow.of(1).spec())
                .addingTo("layer1.0.conv3")
                .inShortcut("maxpool"));
    assertThat(layers.get("layer3.0.downsample.0"))
        .isEqualTo(
            LayerSpec.convolution("layer3.0.downsample.0", 1024, 512, 1, 1)
                .sliding(new SquareWindow(1, 2, 0, 1).spec())
                .addingTo("layer3.0.conv3")
                .inShortcut("layer2.3.conv3"));
    assertThat(layers.keySet().stream().filter(name -> name.endsWith("downsample.0"))).hasSize(4);
  }

  @Test
  void shouldHaveTheShapesOfEveryStage() {
    List<Layer> layers = Networks.describe("resnet50", 3, 32, 32, 100, 0).layers();

    FeatureShape shape = new FeatureShape(3, 32, 32);
    List<String> shapes = new ArrayList<>();
    for (Layer layer : layers) {
      shape = layer.output(shape);
      if (layer instanceof Layer.Residual) {
        shapes.add(shape.toString());
      }
    }
    assertThat(shapes.stream().distinct())
        .containsExactly("[256, 7, 7]", "[512, 4, 4]", "[1024, 2, 2]", "[2048, 1, 1]");
  }

  @Test
  void shouldBeAGraphWithItsShortcuts() {
    Network network = Network.of(Networks.describe("resnet32", 3, 32, 32, 10, 0).geometry());

    RolledGraph without = PaperNetworksTest.graph(network, Shortcuts.LEFT_OUT);
    RolledGraph with = PaperNetworksTest.graph(network, Shortcuts.KEPT);

    assertThat(with.nodes()).isEqualTo(without.nodes());
    int identities = 5 * 16 + 4 * 32 + 4 * 64;
    int projections = 16 * 32 + 32 * 64;
    assertThat(with.edges()).isEqualTo(without.edges() + identities + projections);
  }

  private static Map<String, LayerSpec> layers(String name) {
    return Networks.describe(name, 3, 32, 32, 100, 0).geometry().stream()
        .collect(Collectors.toMap(LayerSpec::name, Function.identity()));
  }
}
