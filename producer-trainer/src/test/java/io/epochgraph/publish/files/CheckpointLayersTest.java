package io.epochgraph.publish.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.math.DType;
import io.epochgraph.networks.files.ElementType;
import io.epochgraph.networks.files.NetworkFile;
import io.epochgraph.networks.files.SafetensorsFile;
import io.epochgraph.networks.files.SafetensorsWriter;
import io.epochgraph.publish.PublishedLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointLayersTest {

  @TempDir private Path directory;
  private Path lenet;

  @BeforeEach
  void writeLenet5() throws IOException {
    lenet = SafetensorsWriter.lenet5(ElementType.F16, 1).write(directory.resolve("a.safetensors"));
  }

  @Test
  void shouldFindTheLayersOfLenet5AndLeaveItsBiasesOut() throws IOException {
    var checkpoints = new CheckpointLayers(directory, "lenet5");
    try (NetworkFile file = checkpoints.open(lenet);
        var tensors = SafetensorsFile.open(lenet)) {
      List<PublishedLayer> layers = CheckpointLayers.read(file);

      assertThat(checkpoints.input()).containsExactly(3, 32, 32);
      assertThat(layers)
          .extracting(layer -> layer.spec().name())
          .containsExactly("conv1", "pool1", "conv2", "pool2", "fc1", "fc2", "fc3");
      assertThat(layers.get(1).spec().window().kernel()).containsExactly(2, 2);
      assertThat(layers.get(4).dtype()).isEqualTo(DType.F16);
      assertThat(layers.get(4).spec().weightShape()).containsExactly(120, 400);
      assertThat(layers.get(4).weights().rows(0, 120)).isEqualTo(tensors.bytes("fc1.weight"));
    }
  }

  @Test
  void shouldTakeALayerListFromTheDirectory() throws IOException {
    Files.writeString(
        directory.resolve("network.json"),
        """
        {"input": [2, 4], "layers": [{"name": "fc", "kind": "linear", "weight": "w"}]}
        """);
    Path file =
        new SafetensorsWriter()
            .tensor("w", "F32", new byte[96], 3, 8)
            .write(directory.resolve("own.safetensors"));
    var checkpoints = new CheckpointLayers(directory, "own");
    try (NetworkFile own = checkpoints.open(file)) {
      assertThat(checkpoints.input()).containsExactly(2, 4);
      assertThat(CheckpointLayers.read(own))
          .extracting(layer -> layer.spec().name())
          .containsExactly("fc");
    }
  }

  @Test
  void shouldRefuseANetworkThatItDoesNotKnow() {
    assertThatThrownBy(() -> new CheckpointLayers(directory, "lenet6").open(lenet))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(lenet + ": network lenet6: want one of [lenet5")
        .hasMessageEndingWith("in run.json, or a layer list, network.json, beside it");
  }

  @Test
  void shouldRefuseACheckpointOfAnotherNetworkThanTheOneBefore() throws IOException {
    Path grey =
        new SafetensorsWriter()
            .tensor("conv1.weight", "F32", new byte[6 * 25 * 4], 6, 1, 5, 5)
            .tensor("conv2.weight", "F32", new byte[16 * 6 * 25 * 4], 16, 6, 5, 5)
            .tensor("fc1.weight", "F32", new byte[120 * 400 * 4], 120, 400)
            .tensor("fc2.weight", "F32", new byte[84 * 120 * 4], 84, 120)
            .tensor("fc3.weight", "F32", new byte[10 * 84 * 4], 10, 84)
            .write(directory.resolve("grey.safetensors"));
    var checkpoints = new CheckpointLayers(directory, "lenet5");
    checkpoints.open(lenet).close();
    assertThatThrownBy(() -> checkpoints.open(grey))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(grey + ": layers [")
        .hasMessageContaining("want those of the checkpoint before");
  }
}
