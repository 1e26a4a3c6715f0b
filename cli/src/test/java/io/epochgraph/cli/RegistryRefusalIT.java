package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.RegistryRefusedException;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.TopicTail;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.WithCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that asks who we are, and does not know us or does not let us. */
@Timeout(300)
@ExtendWith(WithCluster.class)
final class RegistryRefusalIT {

  private static final String WRONG = "wrong-Geheimnis-5";
  private static final int EPOCHS = 3;

  private static SecuredCluster cluster;

  @TempDir private Path directory;

  @BeforeAll
  static void start(LocalCluster plain, @TempDir Path data) throws Exception {
    cluster = SecuredCluster.start(data, plain);
    cluster.prepare();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @AfterEach
  void open() {
    cluster.registry().open();
  }

  @Test
  void shouldEndAStageThatTheRegistryDoesNotKnow() throws Exception {
    publish("unknown-user");
    assertRefused(wrong("graph-stream"), "to read schema ", "(HTTP 401)");
  }

  @Test
  void shouldEndAStageThatMayNotReadSchemas() throws Exception {
    publish("unread");
    cluster.registry().answer("GET", 403);
    assertRefused(cluster.withPassword("graph-stream"), "to read schema ", "(HTTP 403)");
  }

  @Test
  void shouldEndAStageThatMayNotRegisterItsOutput() throws Exception {
    publish("unregistered");
    cluster.registry().answer("POST", 403);
    assertRefused(
        cluster.withPassword("graph-stream"),
        "to use a schema of subject epochgraph.graph-statistics.v1-value (HTTP 403)");
  }

  @Test
  void shouldWaitForARegistryThatIsOnlyIll() throws Exception {
    cluster.registry().answer("GET", 503);
    publish("delayed");
    try (CommandProcess stage = stage(cluster.withPassword("graph-stream"))) {
      Waiting.until("it asks again", stage::output, log -> log.contains("asking again"));
      assertThat(stage.isAlive()).isTrue();
      cluster.registry().open();
      List<GraphStatistics> statistics =
          Waiting.until("statistics of all epochs", this::statistics, it -> it.size() >= EPOCHS);
      assertThat(statistics).hasSize(EPOCHS);
    }
    var letters = TopicScan.read(Topics.LIVE.deadLetters(), as("dashboard"));
    assertThat(letters).as("dead letters").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topics create --partitions 2",
        "doctor",
        "dashboard --port 0",
        "predictor train --network tiny --dataset none",
        "train --runs 1 --dataset IMAGES --sweep refused"
      })
  void shouldFailACommandAtOnce(String command) throws Exception {
    publish("read-by-commands");
    Path images = MadeImages.in(directory.resolve("images"));
    var whole =
        new ArrayList<>(List.of(command.replace("IMAGES", images.toString()).split(" ", -1)));
    whole.add("--config");
    whole.add(cluster.file("wrong", wrong(SecuredCluster.ADMIN)).toString());
    var said = new StringWriter();
    int exit =
        Main.commandLine()
            .setErr(new PrintWriter(said))
            .setOut(new PrintWriter(said))
            .execute(whole.toArray(String[]::new));
    assertThat(exit).as("%s: %s", command, said).isEqualTo(1);
    if (!command.equals("doctor")) { // which prints what it finds
      assertThat(said.toString()).contains(" refuses user \"epochgraph\" to ").contains("want ");
    }
    assertThat(said.toString()).doesNotContain("Geheimnis");
  }

  @Test
  void shouldEndWhatFollowsATopic() throws Exception {
    publish("followed");
    var settings = ClusterSettings.from(wrong("dashboard"));
    try (var tail =
        TopicTail.follow(Topics.LIVE.epochs(), settings, TopicTail.From.BEGINNING, _ -> {})) {
      assertThatThrownBy(() -> tail.ended().get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(RegistryRefusedException.class);
    }
  }

  @Test
  void shouldNotHoldATrainerUp() {
    assertThatThrownBy(
            () -> TinyRun.publish(ClusterSettings.from(wrong("publisher")), "unknown", 0.5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("not sent: ")
        .hasMessageNotContaining("Geheimnis");
  }

  private void assertRefused(Map<String, String> settings, String... parts) throws Exception {
    try (CommandProcess stage = stage(settings)) {
      assertThat(stage.exitCode()).as(stage.output()).isEqualTo(1);
      assertThat(stage.output())
          .contains(
              "graph-stream: schema registry https://127.0.0.1:", " refuses user \"epochgraph\" ")
          .contains(parts)
          .contains(": want ")
          .doesNotContain("Geheimnis");
    }
  }

  private CommandProcess stage(Map<String, String> settings) throws Exception {
    settings.put("state.dir", directory.resolve("state").toString());
    String file = cluster.file("graph-stream", settings).toString();
    return CommandProcess.start(directory, "stage", "graph-stream", "--config", file);
  }

  private List<GraphStatistics> statistics() {
    return TopicScan.read(Topics.LIVE.graphStatistics(), as(SecuredCluster.ADMIN)).stream()
        .map(TopicScan.Entry::value)
        .filter(it -> it.getRun().equals("delayed"))
        .toList();
  }

  private static void publish(String run) throws Exception {
    TinyRun.publish(as("publisher"), run, 0.5);
  }

  private static ClusterSettings as(String user) {
    return ClusterSettings.from(cluster.withPassword(user));
  }

  private static Map<String, String> wrong(String user) {
    Map<String, String> settings = cluster.withPassword(user);
    settings.put("basic.auth.user.info", "epochgraph:" + WRONG);
    return settings;
  }
}
