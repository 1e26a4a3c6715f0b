package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import io.epochgraph.math.Shortcuts;
import io.epochgraph.math.UnrolledGraph;
import io.epochgraph.math.WeightedDegree;
import io.epochgraph.networks.Activations;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.networks.Networks;
import io.epochgraph.networks.files.SafetensorsWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unrolled graphs weighted by what LeNet-5 does with an image. */
final class GraphProbeTest {

  private static final NetworkDescription LENET = Networks.describe("lenet5", 3, 32, 32, 10, 0);
  private static final double[] MEAN = {0.5, 0.4, -0.3};
  private static final double[] DEVIATION = {0.2, 0.25, 0.3};

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, float[]> tensors = new LinkedHashMap<>();
  private final float[] image = new float[3 * 32 * 32];

  /** A network with all it needs, one that lacks a bias, and images as files and as tensors. */
  @BeforeEach
  void writeFiles() throws IOException {
    var random = new SplittableRandom(3);
    var whole = new SafetensorsWriter();
    var partial = new SafetensorsWriter();
    for (LayerSpec layer : LENET.geometry()) {
      if (layer.kind().hasWeights()) {
        float[] weights = normal(random, (int) layer.weights(), Math.sqrt(2.0 / layer.rowLength()));
        add(whole, layer.name() + ".weight", weights, layer.weightShape());
        add(partial, layer.name() + ".weight", weights, layer.weightShape());
        float[] bias = normal(random, layer.outputs(), 0.3);
        add(whole, layer.name() + ".bias", bias, layer.outputs());
        if (!layer.name().equals("fc2")) {
          add(partial, layer.name() + ".bias", bias, layer.outputs());
        }
      }
    }
    whole.write(file("lenet.safetensors"));
    partial.write(file("partial.safetensors"));

    var pixels = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1024; i++) {
      int rgb = random.nextInt(1 << 24);
      pixels.setRGB(i % 32, i / 32, rgb);
      for (int channel = 0; channel < 3; channel++) {
        double value = (rgb >> (16 - 8 * channel) & 0xff) / 255.0;
        image[channel * 1024 + i] = (float) ((value - MEAN[channel]) / DEVIATION[channel]);
      }
    }
    ImageIO.write(pixels, "png", file("image.png").toFile());
    tensor("x", image, 3, 32, 32).write(file("image.safetensors"));
    tensor("x", image, 1, 3, 32, 32).write(file("batch.safetensors"));
    tensor("x", image, 3, 32, 32).tensor("y", "F32", new byte[4], 1).write(file("two.safetensors"));
    Files.writeString(file("text.png"), "no image");
    Files.writeString(file("list.json"), layerList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image.png --probe-mean 0.5,0.4,-0.3 --probe-std 0.2,0.25,0.3",
        "image.safetensors"
      })
  void shouldWeighEdgesByActivations(String probe) throws IOException {
    JsonNode graph =
        json("FILE --network lenet5 --representation unrolled --features degree --probe " + probe);

    double[] degrees = WeightedDegree.of(activated());
    assertThat(graph.get("nodes").asInt()).isEqualTo(degrees.length);
    assertThat(graph.get("probe").asText()).endsWith(probe.split(" ", -1)[0]);
    double mean = Arrays.stream(degrees).average().orElseThrow();
    double squares = Arrays.stream(degrees).map(x -> (x - mean) * (x - mean)).sum();
    assertThat(graph.at("/degree/mean").asDouble()).isCloseTo(mean, within(1e-9));
    assertThat(graph.at("/degree/std").asDouble())
        .isCloseTo(Math.sqrt(squares / degrees.length), within(1e-9));
  }

  @Test
  void shouldSplitWeighedEdgesByTheirSign() throws IOException {
    JsonNode graph =
        json("FILE --network lenet5 --representation unrolled-pos-neg --probe image.safetensors");

    assertThat(
            graph.at("/positive/degree/mean").asDouble()
                + graph.at("/negative/degree/mean").asDouble())
        .isCloseTo(
            Arrays.stream(WeightedDegree.of(activated())).average().orElseThrow(), within(1e-9));
    assertThat(graph.at("/positive/edges").asLong()).isPositive();
    assertThat(graph.at("/negative/edges").asLong()).isPositive();
    assertThat(graph.get("edges").asLong())
        .isLessThan(activated().edges()) // those from nodes at rest are none
        .isEqualTo(graph.at("/positive/edges").asLong() + graph.at("/negative/edges").asLong());
    assertThat(graph.at("/positive/converged").asBoolean()).isTrue();
  }

  @Test
  void shouldProbeInitialWeightsAndSayWithWhat() {
    assertThat(
            execute(
                "--network lenet5 --input 1x28x28 --representation unrolled --features degree"
                    + " --probe image.png --probe-mean 0.3"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .startsWith("lenet5, unrolled: ")
        .contains("weighted by the activations of " + file("image.png"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | FILE --network lenet5 --probe image.png | which the rolled graph has none of",
        "2 | FILE --network lenet5 -u --probe-mean 0.5,0.5,0.5 | want a --probe",
        "2 | FILE --network lenet5 -u --probe image.png --probe-std a,b,c | 'a' is not a double",
        "1 | FILE --network lenet5 -u --probe image.png --probe-mean 0.5,0.5"
            + " | --probe-mean [0.5, 0.5]: want one number for each of 3 channels",
        "1 | FILE --network lenet5 -u --probe image.png --probe-mean 1,NaN,1 | finite numbers",
        "1 | FILE --network lenet5 -u --probe image.png --probe-std 1,0,1 | positive numbers",
        "1 | FILE --network lenet5 -u --probe image.safetensors --probe-mean 1,1,1 | as it is",
        "1 | FILE --network lenet5 -u --probe nowhere.png | nowhere.png: no such file",
        "1 | FILE --network lenet5 -u --probe nowhere.safetensors"
            + " | nowhere.safetensors does not exist",
        "1 | FILE --network lenet5 -u --probe text.png | neither a PNG nor a JPEG image",
        "1 | FILE --network lenet5 -u --probe batch.safetensors"
            + " | its tensor has shape [1, 3, 32, 32]: want [3, 32, 32]",
        "1 | FILE --network lenet5 -u --probe two.safetensors | 2 tensors: want one, of shape",
        "1 | PARTIAL --network lenet5 -u --probe image.png | no tensor \"fc2.bias\"",
        "1 | FILE --layers list.json -u --probe image.png | not an ONNX model, a layer list",
        "1 | ONNX -u --input 3x32x32 --probe image.png | want a safetensors file with --network",
        "1 | --network resnet32 -u --probe image.png | activations are for sequential networks",
        "1 | --network lenet5 --input 2x32x32 -u --probe image.png | the network takes 2 channels"
      })
  void shouldSayWhatIsWrong(int exit, String arguments, String message) {
    assertThat(execute(arguments.replace("-u ", "--representation unrolled ")))
        .as(err.toString())
        .isEqualTo(exit);
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).isEmpty();
  }

  private UnrolledGraph activated() {
    Network network = Network.of(LENET.geometry());
    var builder = UnrolledGraph.Builder.of(network, Shortcuts.LEFT_OUT, 3, 32, 32);
    for (int i = 0; i < network.layers().size(); i++) {
      LayerSpec layer = network.layers().get(i);
      if (layer.kind().hasWeights()) {
        builder.rows(i, 0, layer.rows(), tensors.get(layer.name() + ".weight"));
      }
    }
    return builder.build().activated(Activations.of(LENET, tensors::get, image));
  }

  private JsonNode json(String arguments) throws IOException {
    assertThat(execute("--json " + arguments)).as(err.toString()).isZero();
    return new JsonMapper().readTree(out.toString());
  }

  private int execute(String arguments) {
    Path onnx = Project.file("networks/src/test/resources/onnx/residual.onnx");
    Stream<String> words =
        Arrays.stream(("graph " + arguments).split(" ", -1))
            .map(
                word ->
                    switch (word) {
                      case "FILE" -> file("lenet.safetensors").toString();
                      case "PARTIAL" -> file("partial.safetensors").toString();
                      case "ONNX" -> onnx.toString();
                      default ->
                          word.matches(".*[a-z]\\.(png|json|safetensors)")
                              ? file(word).toString()
                              : word;
                    });
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words.toArray(String[]::new));
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private void add(SafetensorsWriter writer, String name, float[] values, int... shape) {
    tensors.put(name, values);
    writer.tensor(name, "F32", bytes(values), shape);
  }

  private static SafetensorsWriter tensor(String name, float[] values, int... shape) {
    return new SafetensorsWriter().tensor(name, "F32", bytes(values), shape);
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static float[] normal(SplittableRandom random, int size, double deviation) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  private static String layerList() {
    return """
    {"input": [3, 32, 32], "layers": [
      {"name": "conv1", "kind": "convolution"},
      {"name": "pool1", "kind": "pooling", "kernel": 2, "stride": 2},
      {"name": "conv2", "kind": "convolution"},
      {"name": "pool2", "kind": "pooling", "kernel": 2, "stride": 2},
      {"name": "fc1", "kind": "linear"},
      {"name": "fc2", "kind": "linear"},
      {"name": "fc3", "kind": "linear"}]}
    """;
  }
}
