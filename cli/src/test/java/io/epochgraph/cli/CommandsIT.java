package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.cli.MadeRun.Network;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The commands that work on a cluster, against what {@code epochgraph up} starts. */
@Timeout(300)
@Execution(ExecutionMode.SAME_THREAD)
final class CommandsIT {

  private static final String RECORDED = "epochgraph.recorded.runs";
  private static final int EPOCHS = 4;

  /** Every statistic is to agree so far, relative to its size or, below 1e-3, to that. */
  private static final double TOLERANCE = 1e-8;

  private final PrintStream stdout = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private LocalStack stack;
  private Records records;

  @BeforeEach
  void start() throws Exception {
    var settings = new LocalStack.Settings(Optional.empty(), 0, 0, OptionalInt.empty());
    stack = LocalStack.start(settings, _ -> {});
    records = new Records(stack.cluster());
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(stdout);
    records.close();
    stack.close();
  }

  @Test
  void shouldPublishFitListAndWatch(@TempDir Path directory) throws Exception {
    List<MadeRun> runs = MadeRun.several("recorded", Network.LENET5, 9, EPOCHS);
    for (MadeRun run : runs) {
      RecordedFiles.write(directory.resolve(run.run()), run);
    }
    Path last = directory.resolve(runs.getLast().run());
    Path later = Files.move(last, Files.createDirectory(directory.resolve("later")).resolve("run"));

    assertThat(command("topics", "create")).isZero();
    assertThat(take().lines()).hasSize(9).allMatch(line -> line.startsWith("is there"));
    assertThat(command("predictor", "list")).isZero();
    assertThat(take()).contains("No predictors yet");

    assertThat(command("publish", directory.toString())).isZero();
    assertThat(take())
        .contains("recorded-00: 5 checkpoints of 4 epochs")
        .contains("Published 8 runs in ");
    records.await(Topics.LIVE.predictions(), 8 * (EPOCHS + 1));
    compare(List.of(directory));

    assertThat(command("predictor", "train", "--network", "lenet5", "--dataset", "made")).isZero();
    assertThat(take())
        .contains("lenet5-made-svm@1, fitted on 8 runs")
        .contains("lenet5-made-ridge@1, fitted on 8 runs");
    assertThat(command("predictor", "list")).isZero();
    assertThat(take()).contains("lenet5-made-svm@1");
    assertThat(command("predictor", "show", "lenet5-made-svm@1")).isZero();
    assertThat(take()).contains("after epochs [1, 2, 3, 4]");

    assertThat(command("publish", directory.toString())).as("again: nothing changes").isZero();
    assertThat(command("publish", later.toString())).isZero();
    records.await(Topics.LIVE.scores(), 3 * EPOCHS);
    assertThat(records.values(Topics.LIVE.graphStatistics())).hasSize(9 * (EPOCHS + 1));
    assertThat(records.values(Topics.LIVE.deadLetters())).isEmpty();
    take();

    List<JsonNode> watched = watch(8 * (EPOCHS + 1) + 3 * (EPOCHS + 1));
    assertThat(watched)
        .filteredOn(it -> it.get("run").textValue().equals(runs.getLast().run()))
        .filteredOn(it -> it.get("status").textValue().equals("PREDICTED"))
        .hasSize(3 * EPOCHS)
        .allSatisfy(
            it -> {
              assertThat(it.get("event").textValue()).isEqualTo("prediction");
              assertThat(it.get("accuracy").doubleValue()).isBetween(0.0, 1.0);
              assertThat(it.get("verdict").textValue()).isIn("HIGH", "LOW");
              assertThat(it.get("fittedOn").booleanValue()).isFalse();
            });
  }

  @Test
  void shouldGiveRealRunsTheStatisticsOfADenseComputation() throws Exception {
    String recorded = System.getProperty(RECORDED);
    assumeThat(recorded).as("-D%s=DIR names recorded runs of LeNet-5", RECORDED).isNotNull();
    List<Path> directories = List.of(Path.of(recorded));
    assertThat(command("publish", recorded)).isZero();
    int checkpoints = 0;
    for (Path run : runs(directories)) {
      checkpoints += RecordedFiles.checkpoints(run).size();
    }
    records.await(Topics.LIVE.predictions(), checkpoints);
    double largest = compare(directories);
    stdout.printf(
        "%d checkpoints of %d recorded runs: largest relative difference %.1e%n",
        checkpoints, runs(directories).size(), largest);
  }

  /** Holds the statistics of each checkpoint against {@link DenseGraph}; the largest difference. */
  private double compare(List<Path> directories) throws IOException {
    Map<String, GraphStatistics> statistics =
        records.values(Topics.LIVE.graphStatistics()).stream()
            .collect(Collectors.toMap(it -> it.getRun() + it.getEpoch(), Function.identity()));
    double largest = 0;
    for (Path directory : runs(directories)) {
      String run = RecordedFiles.run(directory);
      for (var checkpoint : RecordedFiles.checkpoints(directory).entrySet()) {
        var expected = ExpectedRun.snapshot(DenseGraph.of(checkpoint.getValue()));
        var found = ExpectedRun.snapshot(statistics.get(run + checkpoint.getKey()));
        assertThat(found).containsOnlyKeys(expected.keySet());
        for (String feature : expected.keySet()) {
          double difference = difference(found.get(feature), expected.get(feature));
          assertThat(difference)
              .as(
                  "%s, epoch %d, %s: %s against %s",
                  run,
                  checkpoint.getKey(),
                  feature,
                  Arrays.toString(found.get(feature)),
                  Arrays.toString(expected.get(feature)))
              .isLessThan(TOLERANCE);
          largest = Math.max(largest, difference);
        }
      }
    }
    return largest;
  }

  private static double difference(double[] found, double[] expected) {
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double size = Math.max(1e-3, Math.abs(expected[i]));
      largest = Math.max(largest, Math.abs(found[i] - expected[i]) / size);
    }
    return largest;
  }

  private static List<Path> runs(List<Path> directories) throws IOException {
    var runs = new ArrayList<Path>();
    for (Path directory : directories) {
      try (Stream<Path> inside = Files.list(directory)) {
        inside
            .filter(it -> Files.isRegularFile(it.resolve("run.json")))
            .sorted()
            .forEach(runs::add);
      }
    }
    return runs;
  }

  /** Runs a command that works on a cluster. */
  private int command(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-server", stack.cluster().bootstrapServers()));
    all.addAll(List.of("--schema-registry", stack.cluster().schemaRegistryUrl()));
    return Main.commandLine().execute(all.toArray(String[]::new));
  }

  /** What was printed since the last time. */
  private String take() {
    String text = printed.toString(StandardCharsets.UTF_8);
    printed.reset();
    return text;
  }

  /** What {@code watch} prints, until it is so many lines. */
  private List<JsonNode> watch(int count) throws Exception {
    Thread watching =
        Thread.ofPlatform().start(() -> command("watch", "--json", "--from-beginning", "--all"));
    try {
      String text =
          Waiting.until(
              "watch prints %d lines".formatted(count),
              () -> printed.toString(StandardCharsets.UTF_8),
              it -> it.lines().count() >= count);
      var nodes = new ArrayList<JsonNode>();
      for (String line : text.lines().toList()) {
        nodes.add(new ObjectMapper().readTree(line));
      }
      return nodes;
    } finally {
      watching.interrupt();
      watching.join();
    }
  }
}
