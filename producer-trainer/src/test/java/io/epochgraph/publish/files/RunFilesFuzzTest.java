package io.epochgraph.publish.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.networks.files.NetworkFile;
import io.epochgraph.publish.files.RecordedRun.RecordedEpoch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Spoilt text files of a recorded run give an error that names the file, and nothing else. */
class RunFilesFuzzTest {

  private static final String LAYER_LIST =
      """
      {"name": "lenet5", "input": [3, 32, 32], "layers": [
        {"name": "conv1", "kind": "convolution", "weight": "conv1.weight", "padding": [0, 0]},
        {"name": "pool1", "kind": "pooling", "kernel": [2, 2], "stride": [2, 2]},
        {"name": "conv2", "kind": "convolution", "predecessors": ["pool1"]},
        {"name": "pool2", "kind": "pooling", "kernel": [2, 2], "stride": [2, 2]},
        {"name": "fc1", "kind": "linear"}, {"name": "fc2", "kind": "linear"},
        {"name": "fc3", "kind": "linear"}], "leaveOut": []}
      """;
  private static final String[] FILES = {"run.json", "metrics.csv", "network.json"};

  private static Path directory;

  @BeforeContainer
  static void record() throws IOException {
    directory = RecordedFiles.write(Files.createTempDirectory("fuzzed-run-"));
    Files.writeString(directory.resolve("network.json"), LAYER_LIST);
    readAll();
  }

  @AfterContainer
  static void delete() throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  @Property(tries = 600)
  void shouldRefuseOrRead(@ForAll long seed) throws IOException {
    var random = new Random(seed);
    Path file = directory.resolve(FILES[random.nextInt(FILES.length)]);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, spoilt(whole, random));
    try {
      readAll();
    } catch (IllegalArgumentException | IOException e) {
      assertThat(e.getMessage()).contains(directory.toString());
    } finally {
      Files.write(file, whole);
    }
  }

  private static void readAll() throws IOException {
    RecordedRun run = RunDirectory.read(directory);
    var checkpoints = new CheckpointLayers(directory, run.descriptor().getNetwork());
    for (RecordedEpoch epoch : run.checkpoints()) {
      try (NetworkFile file = checkpoints.open(epoch.checkpoint().orElseThrow())) {
        assertThat(CheckpointLayers.read(file)).isNotEmpty();
      }
    }
  }

  /** A few bytes changed, left out or doubled, with a liking for what JSON and numbers are of. */
  private static byte[] spoilt(byte[] whole, Random random) {
    byte[] liked = "{}[],:\"\\-+.eE019 \nntrueNaN\0\u00e9".getBytes(StandardCharsets.UTF_8);
    byte[] bytes = whole.clone();
    for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = liked[random.nextInt(liked.length)];
        case 1 -> bytes = Arrays.copyOf(bytes, at);
        case 2 -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          longer[at] = liked[random.nextInt(liked.length)];
          bytes = longer;
        }
        default -> bytes[at] = (byte) random.nextInt();
      }
    }
    return bytes;
  }
}
