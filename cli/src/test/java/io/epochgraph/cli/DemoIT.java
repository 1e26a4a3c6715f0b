package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as people start it, on a few real images. */
@Timeout(240)
final class DemoIT {

  private static final String[] SWEEP = {"--epochs", "8", "--images", "1200", "--seed", "3"};

  @BeforeAll
  static void wantImages() throws IOException {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path caches =
        cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    boolean found = false;
    for (Path place :
        List.of(
            caches.resolve("epochgraph/fashion-mnist"),
            Path.of("/usr/share/datasets/fashion-mnist"))) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.list(place)) {
          found |= files.anyMatch(it -> it.getFileName().toString().startsWith("train-images"));
        }
      }
    }
    assumeThat(found).as("Fashion-MNIST is on this machine").isTrue();
  }

  @Test
  void shouldPredictRunningNetworksAndBeTheSameAgain(@TempDir Path first, @TempDir Path second)
      throws Exception {
    Map<String, JsonNode> ends;
    try (var demo = DemoProcess.start(first, with(SWEEP, "--runs", "8"))) {
      assertThat(demo.process().waitFor(150, TimeUnit.SECONDS)).as(demo.output()).isTrue();
      assertThat(demo.process().exitValue()).as(demo.output()).isZero();
      ends = ends(demo);
      assertThat(ends).hasSize(8);
      checkPredictions(demo);
      checkTable(demo);
      assertThat(demo.leftovers()).isEmpty();
    }
    try (var demo = DemoProcess.start(second, with(SWEEP, "--runs", "2"))) {
      assertThat(demo.process().waitFor(100, TimeUnit.SECONDS)).as(demo.output()).isTrue();
      assertThat(demo.output()).contains("[lenet5-fashion-mnist-kernel@1]");
      assertThat(ends)
          .as("the same seed gives the same runs, and fewer are the first of more")
          .containsAllEntriesOf(ends(demo));
    }
  }

  @Test
  void shouldLeaveNothingBehindOnCtrlC(@TempDir Path directory) throws Exception {
    try (var demo = DemoProcess.start(directory, "--epochs", "100", "--images", "2000")) {
      Waiting.until(
          "networks train",
          () -> demo.process().isAlive() ? demo.events("prediction").size() : -1,
          it -> it != 0);
      List<ProcessHandle> children = demo.process().descendants().toList();
      assertThat(children).as("two workers and a registry: %s", demo.output()).hasSize(3);

      demo.interrupt();
      assertThat(demo.process().waitFor(5, TimeUnit.SECONDS)).as(demo.output()).isTrue();
      assertThat(demo.process().exitValue()).isEqualTo(130);
      assertThat(children).as("processes of the demo").noneMatch(ProcessHandle::isAlive);
      assertThat(demo.leftovers()).isEmpty();
      assertThat(demo.output()).doesNotContain("Exception").doesNotContain("epochgraph: ");
    }
  }

  private static void checkPredictions(DemoProcess demo) throws IOException {
    List<JsonNode> predictions = demo.events("prediction");
    assertThat(predictions)
        .allSatisfy(
            it -> {
              assertThat(it.get("network").textValue()).isEqualTo("lenet5");
              assertThat(it.get("dataset").textValue()).isEqualTo("fashion-mnist");
              assertThat(it.get("epoch").intValue()).isBetween(0, 8);
            });
    List<JsonNode> live =
        predictions.stream()
            .filter(it -> it.get("status").textValue().equals("PREDICTED"))
            .filter(it -> !it.get("fittedOn").booleanValue())
            .filter(it -> it.get("epoch").intValue() < 8)
            .toList();
    assertThat(live).as(demo.output()).isNotEmpty();
    assertThat(live.stream().map(it -> it.get("predictor").textValue()))
        .as("by the one that ships from the first run on, then by one of this sweep")
        .contains("lenet5-fashion-mnist-kernel", "lenet5-fashion-mnist-ridge");
    assertThat(live.getFirst().get("run").textValue()).isIn(id(0), id(1));
    assertThat(live)
        .allSatisfy(
            it -> {
              assertThat(it.get("accuracy").doubleValue()).isBetween(0.0, 1.0);
              double high = it.get("probabilityHigh").doubleValue();
              assertThat(it.get("verdict").textValue()).isEqualTo(high >= 0.5 ? "HIGH" : "LOW");
              assertThat(it.get("version").intValue()).isPositive();
            });
  }

  private static void checkTable(DemoProcess demo) throws IOException {
    String output = demo.output();
    assertThat(output)
        .contains("Kafka broker at 127.0.0.1:")
        .contains("Training 8 runs of lenet5 on fashion-mnist, 2 at a time")
        .contains("Predictor lenet5-fashion-mnist-kernel@1, fitted on 36 runs, the champion")
        .contains("Fitted lenet5-fashion-mnist-svm@1 on 6 runs; high is from ")
        .contains("First live prediction ")
        .contains("Predicted against actual")
        .contains("Mean absolute error in points")
        .containsPattern("\nTrained and predicted in .*\\.\n");
    assertThat(output.lines().filter(line -> line.matches("#00\\d .*"))).hasSize(8);
    assertThat(output.lines().filter(line -> line.matches("#00\\d .*, (right|wrong)")))
        .as("runs that were predicted")
        .hasSizeGreaterThanOrEqualTo(6);
  }

  private static String id(int run) {
    return "demo-lenet5-fashion-mnist-s3-00" + run;
  }

  private static Map<String, JsonNode> ends(DemoProcess demo) throws IOException {
    return demo.events("run-end").stream()
        .collect(Collectors.toMap(it -> it.get("run").textValue(), Function.identity()));
  }

  private static String[] with(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }
}
