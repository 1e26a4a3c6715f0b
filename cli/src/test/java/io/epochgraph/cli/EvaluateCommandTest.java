package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On twelve recorded runs. */
final class EvaluateCommandTest {

  private static final Path CORPUS = Project.file("corpora/alexnet-cifar10.avro");

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  @Test
  void shouldWriteAPageThatSaysHowItWasMade() throws IOException {
    Path report = directory.resolve("page.md");
    assertThat(evaluate("--threshold", "0.2", "--report", report.toString())).isZero();

    List<String> page = Files.readAllLines(report);
    assertThat(page)
        .contains(
            "Written by `./epochgraph evaluate %s --threshold 0.2 --report %s`; the same corpora"
                    .formatted(CORPUS, report)
                + " give the same figures.")
        .contains("![page/alexnet-cifar10-r2.svg](page/alexnet-cifar10-r2.svg)");
    assertThat(directory.resolve("page/alexnet-cifar10-r2.svg")).exists();
  }

  @Test
  void shouldBalanceHighAndLowRuns() throws IOException {
    Path json = directory.resolve("figures.json");
    assertThat(evaluate("--threshold", "0.22", "--balanced", "--json", json.toString())).isZero();

    JsonNode judged = new JsonMapper().readTree(json.toFile()).get("corpora").get(0);
    assertThat(judged.get("high").asInt()).isBetween(2, 5);
    assertThat(judged.get("runs").asInt()).isEqualTo(2 * judged.get("high").asInt());
  }

  @Test
  void shouldSayWhatCannotBeBalanced() {
    assertThat(evaluate("--threshold", "0.9", "--balanced")).isEqualTo(1);
    assertThat(err.toString())
        .contains("12 runs, 0 of them high (from 0.9 on): want some of either kind to balance");
  }

  private int evaluate(String... options) {
    String[] arguments =
        Stream.concat(Stream.of("evaluate", CORPUS.toString()), Stream.of(options))
            .toArray(String[]::new);
    return Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
  }
}
