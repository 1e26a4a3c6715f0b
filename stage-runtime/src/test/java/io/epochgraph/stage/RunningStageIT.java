package io.epochgraph.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.Score;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.local.RegistryProcess;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterTopics;
import io.epochgraph.schemas.WithCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WithCluster.class)
class RunningStageIT {

  private static final int RUNS = 20;

  @TempDir Path directory;

  @Test
  void shouldEndWithTheCommandThatHelpsWhereTopicsAreMissing(ClusterTopics topics)
      throws Exception {
    var stage = new StageOnCluster(EchoStage.STAGE, topics, directory);
    try (var running = RunningStage.start(EchoStage.STAGE, stage.settings())) {
      assertThatThrownBy(() -> running.ended().get(60, TimeUnit.SECONDS))
          .hasMessageContaining("echo: topics are missing")
          .hasMessageContaining("epochgraph topics create");
    }
  }

  @Test
  void shouldSayThatItHasEndedOnceClosed(ClusterTopics topics) throws Exception {
    var running = new StageOnCluster(EchoStage.STAGE, topics.create(), directory).start();
    assertThat(running.ended()).isNotDone();
    running.close();
    assertThat(running.ended()).isCompletedWithValue(null);
    running.close();
  }

  @Test
  void shouldProcessEachRecordOnceWhateverStopsIt(ClusterTopics topics) throws Exception {
    topics.create();
    List<StageOnCluster.Part> parts =
        IntStream.range(0, 4).<StageOnCluster.Part>mapToObj(i -> to -> send(to, i)).toList();
    var stage = new StageOnCluster(EchoStage.STAGE, topics, directory);
    stage.runDisturbed(parts, topics.topics().runs());
    assertThat(topics.committed(topics.topics().scores()))
        .extracting(Score::getRun)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 4 * RUNS).mapToObj(run -> "run-" + run).toList());
  }

  @Test
  void shouldWaitForARegistryThatIsAway(LocalCluster cluster, ClusterTopics topics)
      throws Exception {
    topics.create();
    Path schemas = directory.resolve("registry");
    RegistryProcess registry = RegistryProcess.start(schemas, 0, RegistryProcess.Storage.FILE);
    var reached =
        new ClusterTopics(
            ClusterSettings.of(cluster.bootstrapServers(), registry.url()), topics.topics());
    reached.send(topics.topics().runs(), "run-1", EchoStage.run("run-1"));
    registry.kill();
    var stage = new StageOnCluster(EchoStage.STAGE, reached, directory.resolve("state"));
    try (var running = stage.start()) {
      Thread.sleep(1_000);
      try (var again =
          RegistryProcess.start(schemas, registry.port(), RegistryProcess.Storage.FILE)) {
        assertThat(again.isAlive()).isTrue();
        stage.awaitAllRead(topics.topics().runs());
        assertThat(reached.committed(topics.topics().scores())).hasSize(1);
        assertThat(reached.committed(topics.topics().deadLetters())).isEmpty();
        assertThat(running.ended()).isNotDone();
      }
    }
  }

  /** The first dead letter is the first to ask for its schema's id. */
  @Test
  void shouldWaitForARegistryThatIsAwayWhenItWrites(LocalCluster cluster, ClusterTopics topics)
      throws Exception {
    topics.create();
    Path schemas = directory.resolve("registry");
    RegistryProcess registry = RegistryProcess.start(schemas, 0, RegistryProcess.Storage.FILE);
    var reached =
        new ClusterTopics(
            ClusterSettings.of(cluster.bootstrapServers(), registry.url()), topics.topics());
    var stage = new StageOnCluster(EchoStage.STAGE, reached, directory.resolve("state"));
    try (var running = stage.start()) {
      reached.send(topics.topics().runs(), "run-1", EchoStage.run("run-1"));
      stage.awaitAllRead(topics.topics().runs());
      registry.kill();
      reached.sendBytes(topics.topics().runs(), "run-1", new byte[] {1, 2, 3, 4, 5, 6});
      Thread.sleep(2_000);
      assertThat(running.ended()).isNotDone();
      try (var again =
          RegistryProcess.start(schemas, registry.port(), RegistryProcess.Storage.FILE)) {
        assertThat(again.isAlive()).isTrue();
        stage.awaitAllRead(topics.topics().runs());
        assertThat(reached.committed(topics.topics().scores())).hasSize(1);
        assertThat(reached.committed(topics.topics().deadLetters())).hasSize(1);
        assertThat(running.ended()).isNotDone();
      }
    }
  }

  @Test
  void shouldEndWithTheCauseWhereItFails(ClusterTopics topics) throws Exception {
    topics.create();
    var failing =
        new Stage(
            "failing",
            (builder, settings) ->
                new StageStreams(builder, settings)
                    .read(
                        "runs",
                        settings.topics().runs(),
                        run -> {
                          throw new IllegalStateException("broken by " + run.getRun());
                        }));
    topics.send(topics.topics().runs(), "run-1", EchoStage.run("run-1"));
    try (var running = new StageOnCluster(failing, topics, directory).start()) {
      assertThatThrownBy(() -> running.ended().orTimeout(60, TimeUnit.SECONDS).join())
          .isInstanceOf(CompletionException.class)
          .hasRootCauseMessage("broken by run-1");
    }
  }

  private static void send(ClusterTopics topics, int part) throws InterruptedException {
    for (int i = 0; i < RUNS; i++) {
      String run = "run-" + (part * RUNS + i);
      topics.send(topics.topics().runs(), run, EchoStage.run(run));
    }
  }
}
