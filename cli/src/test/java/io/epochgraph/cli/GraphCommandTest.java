package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Against figures computed with NetworkX, NumPy and SciPy. */
final class GraphCommandTest {

  private static final String ORACLES = "graph-math/src/test/resources/oracles/";
  private static final JsonMapper JSON = new JsonMapper();
  private static final double RELATIVE = 1e-9;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({"lenet-epoch1", "lenet-epoch5", "tiny"})
  void shouldPrintTheOraclesFiguresOfRolledGraphs(String file) throws IOException {
    JsonNode graph = json(oracle(file));
    assertThat(graph.get("network").asText()).isEqualTo(file);
    assertThat(graph.get("representation").asText()).isEqualTo("rolled");
    assertFigures(graph, expected(file).get("rolled"));
    assertThat(graph.get("nodes")).isEqualTo(expected(file).get("rolled").get("nodes"));
  }

  @ParameterizedTest
  @CsvSource({"unrolled, all", "unrolled-positive, pos", "unrolled-negative, neg"})
  void shouldPrintTheOraclesFiguresOfUnrolledGraphs(String representation, String part)
      throws IOException {
    JsonNode graph = json(oracle("tiny"), "--layers", tiny(), "--representation", representation);
    JsonNode wanted = expected("tiny").get("unrolled").get(part);
    assertFigures(graph, wanted);
    assertThat(graph.get("nodes")).isEqualTo(wanted.get("nodes"));
  }

  @Test
  void shouldPrintBothPartsInOneObject() throws IOException {
    JsonNode graph =
        json(oracle("tiny"), "--layers", tiny(), "--representation", "unrolled-pos-neg");
    JsonNode wanted = expected("tiny").get("unrolled");
    assertThat(graph.get("nodes").asInt()).isEqualTo(212);
    assertThat(graph.get("edges").asInt()).isEqualTo(746 + 1033);
    assertFigures(graph.get("positive"), wanted.get("pos"));
    assertFigures(graph.get("negative"), wanted.get("neg"));
  }

  @Test
  void shouldPrintLayersAndWriteNodes() throws IOException {
    Path csv = directory.resolve("nodes.csv");
    JsonNode graph =
        json(oracle("tiny"), "--per-layer", "--features", "degree", "--nodes", csv.toString());
    assertThat(graph.get("layers").findValuesAsText("layer"))
        .containsExactly("input", "conv1", "fc1");
    assertThat(graph.get("layers").get(1).get("nodes").asInt()).isEqualTo(3);
    assertThat(graph.has("eigenvector")).isFalse();
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(11).first().isEqualTo("representation,node,layer,index,degree");
    double third = expected("tiny").get("rolled").get("degree_first10").get(2).asDouble();
    assertThat(lines.get(3)).startsWith("rolled,2,conv1,0,");
    assertThat(Double.parseDouble(lines.get(3).substring("rolled,2,conv1,0,".length())))
        .isCloseTo(third, within(RELATIVE * third));
  }

  @Test
  void shouldPrintATableForPeople() {
    assertThat(execute("graph", "--network", "lenet5", "--per-layer")).isZero();
    assertThat(out.toString())
        .startsWith("lenet5, rolled: 239 nodes, 12,954 edges\nlargest eigenvalue ")
        .contains("median", "conv2", "fc3")
        .doesNotContain("NOT converged");
    assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(90));
  }

  @Test
  void shouldGiveTheSameInitialWeightsForTheSameSeed() throws IOException {
    String[] first = {"--network", "resnet32", "--seed", "7"};
    assertThat(json(first)).isEqualTo(json(first));
    assertThat(json("--network", "resnet32", "--seed", "8")).isNotEqualTo(json(first));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| name a FILE or a --network",
        "--network lenet6 | 'lenet6' is unknown",
        "--network lenet5 --representation curled | 'curled' is unknown",
        "--network lenet5 --input 3x32 | --input 3x32",
        "--network lenet5 --input 3,32,32 | want numbers with x between them",
        "--network lenet5 --tolerance 2 | tolerance 2.0",
        "nowhere.safetensors | nowhere.safetensors does not exist",
        "weights.pt | *.safetensors or *.onnx",
        "TINY --representation unrolled | strides, paddings and poolings are unknown"
      })
  void shouldSayWhatIsWrong(String arguments, String message) {
    var words = new ArrayList<String>(List.of("graph"));
    if (arguments != null) {
      words.addAll(List.of(arguments.replace("TINY", oracle("tiny")).split(" ", -1)));
    }
    assertThat(execute(words.toArray(String[]::new))).isNotZero();
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).isEmpty();
  }

  private static void assertFigures(JsonNode graph, JsonNode wanted) {
    assertThat(graph.get("edges")).isEqualTo(wanted.get("edges"));
    assertClose(graph.get("lambdaMax"), wanted.get("lambda_max"));
    assertThat(graph.get("converged").asBoolean()).isTrue();
    assertThat(graph.get("residual").asDouble()).isLessThan(1e-12);
    for (String feature : List.of("degree", "eigenvector")) {
      wanted
          .get(feature)
          .properties()
          .forEach(
              figure -> assertClose(graph.get(feature).get(figure.getKey()), figure.getValue()));
    }
  }

  private static void assertClose(JsonNode actual, JsonNode wanted) {
    assertThat(actual.asDouble())
        .isCloseTo(wanted.asDouble(), within(RELATIVE * Math.abs(wanted.asDouble())));
  }

  private JsonNode json(String... arguments) throws IOException {
    var words = new ArrayList<String>(List.of("graph", "--json"));
    words.addAll(List.of(arguments));
    out.getBuffer().setLength(0);
    assertThat(execute(words.toArray(String[]::new))).as(err.toString()).isZero();
    assertThat(out.toString().lines()).hasSize(1);
    return JSON.readTree(out.toString());
  }

  private int execute(String... arguments) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private static String oracle(String name) {
    return Project.file(ORACLES + name + ".safetensors").toString();
  }

  private static JsonNode expected(String name) throws IOException {
    return JSON.readTree(Project.text(ORACLES + "expected.json")).get(name + ".safetensors");
  }

  /** What the file does not say: padding and pooling. */
  private String tiny() throws IOException {
    return Files.writeString(
            directory.resolve("tiny.json"),
            """
            {"name": "tiny", "input": [2, 6, 6], "layers": [
              {"name": "conv1", "kind": "convolution", "padding": 1},
              {"name": "pool1", "kind": "pooling", "kernel": 2, "stride": 2},
              {"name": "fc1", "kind": "linear"}]}
            """)
        .toString();
  }
}
