package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.epochgraph.cli.policy.PolicyComparison;
import io.epochgraph.cli.policy.PolicyText;
import io.epochgraph.evaluation.CorpusFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On twelve recorded runs of eight epochs, one of which diverged. */
final class PolicyCommandTest {

  private static final Path CORPUS = Project.file("corpora/alexnet-cifar10.avro");

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  @Test
  void shouldCompareAllPolicies() throws IOException {
    Path json = directory.resolve("policies.json");
    assertThat(evaluate("--orders", "20", "--levels", "0.8,0.9", "--json", json.toString()))
        .isZero();

    JsonNode compared = new JsonMapper().readTree(json.toFile());
    assertThat(compared.get("runs").asInt()).isEqualTo(12);
    assertThat(compared.get("diverged").asInt()).isEqualTo(1);
    assertThat(compared.get("epochs").asInt()).isEqualTo(12 * 8);
    JsonNode all = compared.get("all");
    assertThat(all.get("published").findValuesAsText("policy"))
        .containsExactly(
            "never",
            "patience 10",
            "ASHA, η = 3",
            "ASHA, η = 4",
            "median stopping",
            "one epoch, best 10 %",
            "one epoch, best 25 %");
    assertThat(all.get("forecast").findValuesAsText("policy"))
        .containsExactly("forecast 80 %", "forecast 90 %");
    assertThat(all.get("learning").findValuesAsText("policy"))
        .containsExactly("learning 90 %", "learning 95 %");
    assertThat(all.get("published").get(0).get("epochs").get("mean").asDouble()).isEqualTo(96);
    assertThat(all.get("published").get(2).get("saved").get("mean").asDouble()).isGreaterThan(1.5);
    // all but the first epoch of the diverged run, and perhaps more
    assertThat(all.get("forecast").get(1).get("epochs").get("high").asDouble())
        .isLessThanOrEqualTo(96 - 7);
    assertThat(compared.get("drawn").get("runs").asInt()).isEqualTo(6);
  }

  @Test
  void shouldLeaveOutDivergedRuns() throws IOException {
    Path json = directory.resolve("policies.json");
    assertThat(evaluate("--orders", "2", "--without-diverged", "--json", json.toString())).isZero();
    JsonNode compared = new JsonMapper().readTree(json.toFile());
    assertThat(compared.get("runs").asInt()).isEqualTo(11);
    assertThat(compared.get("diverged").asInt()).isEqualTo(1);
    assertThat(compared.get("epochs").asInt()).isEqualTo(11 * 8);
  }

  @Test
  void shouldDrawBothKindsOfSweeps() throws IOException {
    Path plots = directory.resolve("plots");
    assertThat(evaluate("--orders", "2", "--plots", plots.toString())).isZero();
    assertThat(Files.readString(plots.resolve("policies.svg")))
        .contains(">Stopping policies: sweeps of 12 of 12 runs, 2 orders</text>")
        .contains(">median stopping</text>");
    assertThat(Files.readString(plots.resolve("policies-drawn.svg")))
        .contains(">Stopping policies: sweeps of 6 of 12 runs, 2 orders</text>");
  }

  @Test
  void shouldWriteAPageWithBothTables() throws IOException {
    Path report = directory.resolve("stopping.md");
    assertThat(evaluate("--orders", "2", "--without-diverged", "--report", report.toString()))
        .isZero();
    assertThat(Files.readAllLines(report))
        .contains(
            ("Written by `./epochgraph policy evaluate %s --orders 2 --without-diverged --report"
                    + " %s`; the same corpus gives the same figures.")
                .formatted(CORPUS, report))
        .contains("## All 11 runs", "## 5 of the runs, drawn anew for each order")
        .contains("| never | 88 | 1.0 (1.0–1.0) | 0.00 (0.00–0.00) | 0.0 (0.0–65.8) |")
        .contains("![Epochs saved and regret, all runs](stopping/policies.svg)");
    assertThat(directory.resolve("stopping/policies-drawn.svg")).exists();
  }

  @Test
  void shouldPrintTheSameForTheSameCorpus() throws IOException {
    var settings = new PolicyComparison.Settings(5, 4, null, List.of(0.8), false, 5, 1);
    List<String> lines = PolicyText.lines(PolicyComparison.of(CorpusFile.read(CORPUS), settings));
    assertThat(PolicyText.lines(PolicyComparison.of(CorpusFile.read(CORPUS), settings)))
        .isEqualTo(lines);
    assertThat(lines)
        .contains("12 runs with 96 epochs, the best at 28.4 %; 1 diverged")
        .contains("All runs, in 5 orders")
        .contains(
            "never                      96   1.0 (1.0–1.0)     0.00 (0.00–0.00)"
                + "     0.0 (0.0–43.4)");
  }

  @Test
  void shouldRefuseToDrawMoreThanThereAre() {
    assertThat(evaluate("--draw", "13")).isEqualTo(1);
    assertThat(err.toString()).contains("sweeps of 13 runs: there are only 12");
  }

  private int evaluate(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "policy";
    arguments[1] = "evaluate";
    arguments[2] = CORPUS.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
  }
}
