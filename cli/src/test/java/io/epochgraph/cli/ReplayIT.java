package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.cli.MadeRun.Network;
import io.epochgraph.contract.Prediction;
import io.epochgraph.publish.OnFull;
import io.epochgraph.publish.PublisherSettings;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Predictors as versioned things, and replays, as a user goes about them. */
@Timeout(300)
@Execution(ExecutionMode.SAME_THREAD)
final class ReplayIT {

  private static final int RUNS = 20;
  private static final int EPOCHS = 3;

  @TempDir Path directory;

  private final PrintStream stdout = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private LocalStack stack;
  private Records records;

  @BeforeEach
  void start() throws Exception {
    stack =
        LocalStack.start(
            new LocalStack.Settings(Optional.empty(), 0, 0, OptionalInt.empty()), _ -> {});
    records = new Records(stack.cluster());
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    publish("run", RUNS);
    records.await(Topics.LIVE.predictions(), RUNS * (EPOCHS + 1));
    assertThat(run("predictor", "train", "--hold-out", "0.4")).contains("tiny-made-ridge@1");
  }

  @AfterEach
  void stop() {
    System.setOut(stdout);
    records.close();
    stack.close();
  }

  @Test
  void shouldChooseTheChampionAndShowHowAllDo() throws Exception {
    publish("later", 2);
    records.await(Topics.LIVE.scores(), 3 * 2 * EPOCHS);
    assertThat(predictions("later-00"))
        .extracting(it -> "%s %s".formatted(it.getPredictor(), it.getChampion()))
        .contains("tiny-made-ridge true", "tiny-made-svm false")
        .doesNotContain("tiny-made-ridge false", "tiny-made-svm true");

    String list = command("predictor", "list");
    assertThat(list)
        .containsPattern("tiny-made-ridge@1 +champion +\\d+ +expanding +2 ")
        .containsPattern("tiny-made-svm@1 +challenger +\\d+ +expanding +2 ");
    assertThat(command("predictor", "show", "tiny-made-svm"))
        .contains("tiny-made-svm@1, challenger")
        .containsPattern("\n +1 +2 +[0-9.]+ +[0-9.]+ +\\d+ % +\\d+ %");

    assertThat(command("predictor", "promote", "tiny-made-svm@1"))
        .contains("tiny-made-svm@1 is the champion; tiny-made-ridge@1 is a challenger");
    assertThat(command("predictor", "retire", "tiny-made-ridge"))
        .contains("tiny-made-ridge@1 is retired; the champion is tiny-made-svm@1");
    assertThat(command("predictor", "list"))
        .containsPattern("tiny-made-svm@1 +champion")
        .containsPattern("tiny-made-ridge@1 +retired");
    publish("last", 1);
    Waiting.until("there are scores", () -> scored("last-00"), it -> it >= EPOCHS);
    assertThat(predictions("last-00"))
        .filteredOn(it -> it.getEpoch() == EPOCHS)
        .extracting(Prediction::getPredictor)
        .containsExactlyInAnyOrder("tiny-made-mlp", "tiny-made-svm");
    assertThat(command("predictor", "retire", "nobody")).isEmpty();
  }

  @Test
  void shouldGiveTheSameValuesTwiceAndLeaveNothingBehind() throws Exception {
    int live = records.raw(Topics.LIVE.predictions()).size();
    Path file = directory.resolve("new.json");
    assertThat(
            run(
                "predictor",
                "train",
                "--hold-out",
                "0.4",
                "--name",
                "new",
                "--input",
                "curve",
                "--out",
                file.toString()))
        .contains("new-ridge@1");

    String table = command("replay", "--predictor", file.toString(), "--id", "one");
    assertThat(table)
        .contains("Replay one over signatures, into epochgraph.replay.one.*")
        .contains("new-ridge@1 (new) against tiny-made-ridge@1 (other)");
    JsonNode result =
        new ObjectMapper()
            .readTree(command("replay", "--predictor", file.toString(), "--id", "two", "--json"));
    assertThat(values("one", Topics::predictions))
        .hasSizeGreaterThan(2 * RUNS * EPOCHS)
        .isEqualTo(values("two", Topics::predictions));
    assertThat(values("one", Topics::scores))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(values("two", Topics::scores));
    JsonNode comparison = result.get("comparison");
    int compared = comparison.get("runs").intValue();
    assertThat(compared).isBetween(4, RUNS - 6);
    assertThat(comparison.get("leftOut").intValue()).isEqualTo(RUNS - compared);
    assertThat(comparison.get("epochs")).hasSize(EPOCHS);
    for (JsonNode epoch : comparison.get("epochs")) {
      assertThat(epoch.get("runs").intValue()).isEqualTo(compared);
      double difference =
          epoch.get("candidate").get("meanAbsoluteError").doubleValue()
              - epoch.get("opponent").get("meanAbsoluteError").doubleValue();
      assertThat(epoch.get("difference").get("mean").doubleValue())
          .isCloseTo(difference, org.assertj.core.api.Assertions.within(1e-12))
          .isBetween(
              epoch.get("difference").get("lower").doubleValue(),
              epoch.get("difference").get("upper").doubleValue());
    }

    assertThat(command("replay", "--predictor", file.toString(), "--id", "one"))
        .as("an id that is in use")
        .doesNotContain("a second");
    assertThat(command("replay", "list"))
        .containsPattern("one +signatures +ended +new-ridge@1 against tiny-made-ridge@1");
    assertThat(command("replay", "clean", "one")).contains("Removed replay one: ");
    assertThat(topics()).noneMatch(it -> it.startsWith("epochgraph.replay.one."));
    assertThat(topics()).anyMatch(it -> it.startsWith("epochgraph.replay.two."));
    assertThat(command("replay", "clean", "--all")).contains("Removed replay two: ");
    assertThat(topics()).noneMatch(it -> it.contains("replay"));
    assertThat(groups()).noneMatch(it -> it.contains("replay"));
    assertThat(command("replay", "list")).contains("No replays");
    assertThat(records.raw(Topics.LIVE.predictions())).hasSize(live);
    assertThat(records.values(Topics.LIVE.predictors())).hasSize(3);
  }

  @Test
  void shouldReplayOtherWindowsAndOtherFeatures() throws Exception {
    assertThat(
            command(
                "replay", "--from", "statistics", "--windows", "width-4,expanding", "--id", "w"))
        .contains("signature-stream: ");
    Path file = directory.resolve("wide.avro");
    assertThat(
            run(
                "predictor",
                "train",
                "--hold-out",
                "0.4",
                "--window",
                "width-4",
                "--name",
                "wide",
                "--signatures-of",
                "w",
                "--out",
                file.toString()))
        .contains("wide-ridge@1");
    assertThat(
            command("replay", "--from", "statistics", "--predictor", file.toString(), "--id", "v"))
        .contains("wide-ridge@1 (new) against tiny-made-ridge@1 (other)")
        .containsPattern("\n +3 +\\d+ ");

    assertThat(command("replay", "--from", "epochs", "--predictor", "tiny-made-svm", "--id", "e"))
        .contains("graph-stream: ")
        .contains("tiny-made-svm@1 (new) against tiny-made-ridge@1 (other)");
    var again = new Topics("epochgraph.replay.e");
    assertThat(values("e", Topics::graphStatistics))
        .hasSize(RUNS * (EPOCHS + 1))
        .containsExactlyInAnyOrderElementsOf(values(Topics.LIVE.graphStatistics()));
    assertThat(records.values(again.deadLetters())).isEmpty();

    assertThat(command("replay", "--from", "epochs", "--features", "degree", "--id", "d"))
        .contains("signature-stream: ");
    assertThat(records.values(new Topics("epochgraph.replay.d").graphStatistics()))
        .hasSize(RUNS * (EPOCHS + 1))
        .allSatisfy(it -> assertThat(it.getFeatures()).hasSize(1));
    assertThat(command("replay", "--predictor", file.toString(), "--id", "s"))
        .contains("Nothing to compare");
  }

  private void publish(String prefix, int count) throws InterruptedException {
    var settings = PublisherSettings.defaults().withOnFull(OnFull.BLOCK);
    try (var publisher = WeightPublisher.open(stack.cluster(), settings)) {
      for (MadeRun run : MadeRun.several(prefix, Network.TINY, count, EPOCHS)) {
        run.publish(publisher);
      }
    }
  }

  private List<Prediction> predictions(String run) {
    return records.values(Topics.LIVE.predictions()).stream()
        .filter(it -> it.getRun().equals(run))
        .toList();
  }

  private long scored(String run) {
    return records.values(Topics.LIVE.scores()).stream()
        .filter(it -> it.getRun().equals(run))
        .count();
  }

  private List<String> values(String replay, java.util.function.Function<Topics, Topic<?>> topic) {
    return values(topic.apply(new Topics("epochgraph.replay." + replay)));
  }

  private List<String> values(Topic<?> topic) {
    return records.raw(topic).stream()
        .map(it -> it.key() + " " + HexFormat.of().formatHex(it.value()))
        .toList();
  }

  private java.util.Set<String> topics() throws Exception {
    try (Admin admin = Admin.create(stack.cluster().kafka())) {
      return admin.listTopics().names().get();
    }
  }

  private List<String> groups() throws Exception {
    try (Admin admin = Admin.create(stack.cluster().kafka())) {
      return admin.listGroups().all().get().stream().map(it -> it.groupId()).toList();
    }
  }

  /** Runs a command on the made runs' network and dataset. */
  private String run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--network", "tiny", "--dataset", "made"));
    return command(all.toArray(String[]::new));
  }

  /** Runs a command; what it printed. */
  private String command(String... arguments) {
    printed.reset();
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-server", stack.cluster().bootstrapServers()));
    all.addAll(List.of("--schema-registry", stack.cluster().schemaRegistryUrl()));
    Main.commandLine().execute(all.toArray(String[]::new));
    return printed.toString(StandardCharsets.UTF_8);
  }
}
