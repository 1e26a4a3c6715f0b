package io.epochgraph.networks.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRefusalTest {

  private static byte[] whole;
  private static Path fuzzed;

  @TempDir private Path directory;

  @BeforeContainer
  static void createFile() throws IOException {
    whole = Files.readAllBytes(OnnxNetworkTest.resource("branches.onnx"));
    fuzzed = Files.createTempFile("fuzzed-", ".onnx");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(fuzzed);
  }

  @Test
  void shouldReadWeightsTheOtherWayRound() throws IOException {
    Path path =
        write(
            graph ->
                graph
                    .node("GlobalAveragePool", "p", "x")
                    .node("Flatten", "f", "p")
                    .node("MatMul", "y", "f", "w")
                    .floats("w", 3, 2));
    try (NetworkFile file = NetworkFile.open(path, NetworkFileOptions.NONE)) {
      assertThat(file.network().layers().getLast().weightShape()).containsExactly(2, 3);
      ByteBuffer second = file.rows(1, 1, 1).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(new float[] {second.getFloat(), second.getFloat(), second.getFloat()})
          .containsExactly(2, 4, 6);
    }
  }

  @Test
  void shouldRefuseByNameWhatHasNoPlace() throws IOException {
    refuses(
        graph -> graph.node("LSTM", "y", "x"),
        "node \"node y\" (LSTM): recurrent layers have no place in a graph of channels");
    refuses(
        graph -> graph.node("MatMul", "y", "x", "x"),
        "node \"node y\" (MatMul): it multiplies two values that the network computes, as"
            + " attention");
    refuses(graph -> graph.node("Split", "y", "x"), "(Split): it takes some of the channels");
    refuses(
        graph -> graph.longs("shape", 1, 1, 3, 8, 8).node("Reshape", "y", "x", "shape"),
        "(Reshape): from shape [1, 3, 8, 8] to [1, 1, 3, 8, 8]: want each channel to stay in one"
            + " piece");
    refuses(
        graph ->
            graph
                .floats("c", 1, 3, 8, 8)
                .node("Concat", "y", n -> n.attribute("axis", 1), "x", "c"),
        "(Concat): it joins a constant to what the network computes");
    refuses(graph -> graph.node("Sorcery", "y", "x"), "(Sorcery): the operator has no place");
  }

  @Test
  void shouldRefuseGraphsThatAreWrong() throws IOException {
    refuses(
        graph -> graph.node("Conv", "y", "x", "w"),
        "(Conv): it takes \"w\", which no initialiser and no node before it gives");
    refuses(
        graph -> graph.node("Relu", "a", "b").node("Relu", "b", "a"),
        "node \"node a\" (Relu): it takes \"b\", which no initialiser and no node before it gives");
    refuses(
        graph -> graph.floats("w", 4, 3, 9, 9).node("Conv", "y", "x", "w"),
        "(Conv): a window of 9 positions on axis 0: want at most the 8 there with padding");
    refuses(
        graph ->
            graph
                .floats("w", 4, 3, 3, 3)
                .node("Conv", "y", n -> n.attribute("strides", 0, 1), "x", "w"),
        "(Conv): strides [0, 1]: want 2 numbers of 1 or more");
    refuses(
        graph -> graph.floats("w", 4, 5, 3, 3).node("Conv", "y", "x", "w"),
        "(Conv): weights for 5 channels: want 3");
    refuses(graph -> graph.node("Relu", "y", "x"), "no convolution or linear layer among []");
  }

  @Test
  void shouldRefuseTensorsThatAreWrong() throws IOException {
    refuses(
        graph -> graph.message(5, t -> t.tensor("w", 1, 4, -3).raw(9, new byte[48])),
        "tensor \"\": extent -3 after [4]: want at most 16 extents of 0 or more");
    refuses(
        graph -> graph.message(5, t -> t.tensor("w", 1, 1L << 40, 1L << 40)),
        "tensor \"w\": shape [1099511627776, 1099511627776]: more bytes than a file can have");
    refuses(
        graph -> graph.message(5, t -> t.tensor("w", 1, 4, 3).raw(9, new byte[47])),
        "tensor \"w\" has 47 bytes: shape [4, 3] of F32 wants 48");
    refuses(
        graph ->
            graph
                .message(5, t -> t.tensor("w", 11, 4, 3, 1, 1).raw(9, new byte[96]))
                .node("Conv", "y", "x", "w"),
        "tensor \"w\" is of type F64: want one of [F32, F16, BF16]");
  }

  @Test
  void shouldReadExternalDataInTheModelsDirectoryAlone() throws IOException {
    Files.write(directory.resolve("weights.bin"), OnnxWriter.ascending(2, 3, 1, 1));
    Files.createDirectories(directory.resolve("inner"));
    Consumer<OnnxWriter> convolution = graph -> graph.node("Conv", "y", "x", "w");
    Path path = write(convolution.andThen(graph -> external(graph, "weights.bin")));
    try (NetworkFile file = NetworkFile.open(path, NetworkFileOptions.NONE)) {
      ByteBuffer row = file.rows(0, 1, 1).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(row.getFloat()).isEqualTo(4);
    }
    for (String outside : new String[] {"../weights.bin", "/etc/passwd", "", "."}) {
      refuses(
          convolution.andThen(graph -> external(graph, outside)),
          "external data in \"" + outside + "\": want a file in the model's directory");
    }
    assertThatThrownBy(() -> open(write(graph -> external(graph, "none.bin"))))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void shouldRefuseALinkOutOfTheModelsDirectory() throws IOException {
    Path secret = Files.createTempFile("outside-", ".bin");
    Files.createSymbolicLink(directory.resolve("link.bin"), secret);
    refuses(
        graph -> external(graph, "link.bin"),
        "external data in \"link.bin\": want a file in the model's directory");
    Files.delete(secret);
  }

  @Property(tries = 3000)
  void shouldRefuseOrReadWhateverIsChanged(
      @ForAll @Size(max = 6) int[] places, @ForAll byte[] values) throws IOException {
    byte[] bytes = whole.clone();
    for (int i = 0; i < Math.min(places.length, values.length); i++) {
      bytes[Math.floorMod(places[i], bytes.length)] = values[i];
    }
    openAndReadAll(bytes);
  }

  @Property(tries = 300)
  void shouldRefuseOrReadWhateverIsCutOff(@ForAll @IntRange(max = 17_000) int length)
      throws IOException {
    openAndReadAll(Arrays.copyOf(whole, Math.min(length, whole.length)));
  }

  @Property(tries = 500)
  void shouldRefuseOrReadAnyBytes(@ForAll byte[] bytes) throws IOException {
    openAndReadAll(bytes);
  }

  private static void openAndReadAll(byte[] bytes) throws IOException {
    Files.write(fuzzed, bytes);
    try (NetworkFile file = NetworkFile.open(fuzzed, NetworkFileOptions.NONE)) {
      for (int layer = 0; layer < file.network().layers().size(); layer++) {
        var spec = file.network().layers().get(layer);
        if (spec.kind().hasWeights()) {
          file.rows(layer, 0, spec.rows());
        }
      }
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith(fuzzed + ": ");
    } catch (NoSuchFileException e) {
      assertThat(e).hasMessageNotContaining("/etc");
    }
  }

  private static void external(OnnxWriter graph, String location) {
    graph.message(
        5,
        tensor ->
            tensor
                .tensor("w", 1, 2, 3, 1, 1)
                .message(13, entry -> entry.text(1, "location").text(2, location))
                .integer(14, 1));
  }

  private void refuses(Consumer<OnnxWriter> graph, String message) throws IOException {
    Path path = write(graph);
    assertThatThrownBy(() -> open(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageContaining(message);
  }

  private static void open(Path path) throws IOException {
    NetworkFile.open(path, NetworkFileOptions.NONE).close();
  }

  private Path write(Consumer<OnnxWriter> graph) throws IOException {
    return Files.write(directory.resolve("model.onnx"), OnnxWriter.model(graph));
  }
}
