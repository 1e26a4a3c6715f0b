package io.epochgraph.networks.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.math.LayerSpec;
import io.epochgraph.networks.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsOrderTest {

  @TempDir private Path directory;

  @Test
  void shouldOrderAKnownNetworkByItsName() throws IOException {
    Path path = directory.resolve("a.safetensors");
    SafetensorsWriter.lenet5(ElementType.BF16, 1).write(path);
    try (NetworkFile file = NetworkFile.open(path, NetworkFileOptions.NONE.withNetwork("lenet5"))) {
      assertThat(file.network().layers())
          .isEqualTo(Networks.describe("lenet5", 3, 32, 32, 10, 0).geometry());
      assertThat(file.inputShape()).contains(List.of(3, 32, 32));
      assertThat(file.name()).isEqualTo("lenet5");
    }
  }

  @Test
  void shouldReadAChainFromNames() throws IOException {
    var writer = new SafetensorsWriter();
    tensor(writer, "classifier.1.weight", 5, 6);
    tensor(writer, "features.0.weight", 4, 3, 3, 3);
    tensor(writer, "features.10.weight", 6, 4, 3, 3);
    tensor(writer, "features.2.weight", 4, 1, 3, 3);
    tensor(writer, "features.2.bias", 4);
    try (NetworkFile file = open(writer)) {
      assertThat(file.network().layers())
          .extracting(LayerSpec::name)
          .containsExactly("features.0", "features.2", "features.10", "classifier.1");
      assertThat(file.network().layers()).extracting(LayerSpec::groups).containsExactly(1, 4, 1, 1);
      assertThat(file.hasWindows()).isFalse();
      assertThat(file.inputShape()).isEmpty();
    }
  }

  @Test
  void shouldShowBothReadingsWhereNamesAndFileDisagree() {
    var writer = new SafetensorsWriter();
    tensor(writer, "fc2.weight", 4, 4);
    tensor(writer, "fc1.weight", 4, 4);
    refuses(
        writer,
        "the tensors make more than one chain, so their order is not known."
            + " The file's order: [\"fc2.weight [4, 4]\", \"fc1.weight [4, 4]\"], where all fit."
            + " The names' order: [\"fc1.weight [4, 4]\", \"fc2.weight [4, 4]\"], where all fit."
            + " Want the network's name or a layer list");
  }

  @Test
  void shouldNotGuessAtBlocks() {
    var writer = new SafetensorsWriter();
    tensor(writer, "conv1.weight", 8, 3, 3, 3);
    tensor(writer, "layer1.0.conv1.weight", 8, 8, 3, 3);
    refuses(writer, "\"layer1.0.conv1.weight\" is part of a block, and names do not tell");
  }

  @Test
  void shouldNotLeaveAnyMatrixOut() throws IOException {
    Path path = directory.resolve("a.safetensors");
    var writer = SafetensorsWriter.lenet5(ElementType.F32, 1);
    tensor(writer, "embedding.weight", 9, 9);
    writer.write(path);
    assertThatThrownBy(() -> NetworkFile.open(path, NetworkFileOptions.NONE.withNetwork("lenet5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            path + ": a tensor without a place: no layer takes [\"embedding.weight [9, 9]\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          []                                                             | the layer list is a JSON ARRAY: want an object
          {"layers": []}                                                 | layers is missing or empty
          {"layers": [{"kind": "linear"}]}                               | layer 0: name is missing: want a text
          {"layers": [{"name": "fc", "kind": "dense"}]}                  | layer 0 "fc": kind is "dense": want convolution, transposed-convolution, linear
          {"layers": [{"name": "fc", "kind": "linear", "bias": true}]}   | layer 0 "fc": key "bias": want one of [addsTo,
          {"layers": [{"name": "c", "kind": "convolution", "stride": 0}]}| layer 0 "c": stride is "0": want whole numbers of 1 or more
          {"layers": [{"name": "fc", "kind": "linear"}]}                 | no tensor "fc.weight": it has ["w", "other"]
          {"layers": [{"name": "w", "kind": "linear", "weight": "w"}]}   | no layer takes ["other [2, 2]"]
          {"layers"                                                      | no JSON
          """)
  void shouldNameWhatIsWrongInALayerList(String json, String message) throws IOException {
    var writer = new SafetensorsWriter();
    tensor(writer, "w", 2, 2);
    tensor(writer, "other", 2, 2);
    Path path = writer.write(directory.resolve("a.safetensors"));
    Path list = Files.writeString(directory.resolve("list.json"), json);
    assertThatThrownBy(() -> NetworkFile.open(path, NetworkFileOptions.NONE.withLayers(list)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageContaining(message);
  }

  private void refuses(SafetensorsWriter writer, String message) {
    assertThatThrownBy(() -> open(writer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private NetworkFile open(SafetensorsWriter writer) throws IOException {
    return NetworkFile.open(
        writer.write(directory.resolve("net.safetensors")), NetworkFileOptions.NONE);
  }

  private static void tensor(SafetensorsWriter writer, String name, int... shape) {
    int bytes = 4;
    for (int extent : shape) {
      bytes *= extent;
    }
    writer.tensor(name, "F32", new byte[bytes], shape);
  }
}
