package io.epochgraph.publish.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.math.DType;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.publish.PublishedLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointLayersTest {

  @TempDir private Path directory;

  @Test
  void shouldFindTheLayersOfLenet5AndLeaveItsBiasesOut() throws IOException {
    Path file = SafetensorsWriter.lenet5(ElementType.F16, 1).write(directory.resolve("a"));
    try (var checkpoint = SafetensorsFile.open(file)) {
      NetworkDescription network = CheckpointLayers.network("lenet5", checkpoint);
      List<PublishedLayer> layers = CheckpointLayers.read(network, checkpoint);

      assertThat(network.input()).hasToString("[3, 32, 32]");
      assertThat(layers)
          .extracting(layer -> layer.spec().name())
          .containsExactly("conv1", "pool1", "conv2", "pool2", "fc1", "fc2", "fc3");
      assertThat(layers.get(1).spec().window().kernel()).containsExactly(2, 2);
      assertThat(layers.get(1).spec().window().stride()).containsExactly(2, 2);
      assertThat(layers.get(4).dtype()).isEqualTo(DType.F16);
      assertThat(layers.get(4).spec().weightShape()).containsExactly(120, 400);
      assertThat(layers.get(4).weights()).isEqualTo(checkpoint.bytes("fc1.weight"));
    }
  }

  @Test
  void shouldRefuseANetworkThatItDoesNotKnow() throws IOException {
    Path file = SafetensorsWriter.lenet5(ElementType.F32, 1).write(directory.resolve("a"));
    try (var checkpoint = SafetensorsFile.open(file)) {
      assertThatThrownBy(() -> CheckpointLayers.network("vgg13", checkpoint))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("network vgg13: want one whose checkpoints are known: [lenet5]");
    }
  }

  @Test
  void shouldRefuseATensorOfAnotherShapeOrTypeAndOneThatIsMissing() throws IOException {
    Path lenet = SafetensorsWriter.lenet5(ElementType.F32, 1).write(directory.resolve("lenet"));
    Path doubles = SafetensorsWriter.lenet5(ElementType.F64, 1).write(directory.resolve("f64"));
    Path wrong =
        new SafetensorsWriter()
            .tensor("conv1.weight", "F32", new byte[6 * 3 * 3 * 3 * 4], 6, 3, 3, 3)
            .tensor("fc3.weight", "F32", new byte[4], 1, 1)
            .write(directory.resolve("wrong"));
    Path empty = new SafetensorsWriter().write(directory.resolve("empty"));
    try (var right = SafetensorsFile.open(lenet)) {
      NetworkDescription network = CheckpointLayers.network("lenet5", right);
      refuses(network, wrong, ": tensor conv1.weight has shape [6, 3, 3, 3]: want [6, 3, 5, 5]");
      refuses(network, doubles, ": tensor conv1.weight is of type F64: want one of [F32, F16");
      refuses(network, empty, ": no tensor conv1.weight: it has []");
    }
  }

  private static void refuses(NetworkDescription network, Path file, String message)
      throws IOException {
    try (var checkpoint = SafetensorsFile.open(file)) {
      assertThatThrownBy(() -> CheckpointLayers.read(network, checkpoint))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(file + message);
    }
  }
}
