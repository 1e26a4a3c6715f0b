package io.epochgraph.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.Run;
import io.epochgraph.contract.Score;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.local.RegistryProcess;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterTopics;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.WithCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void shouldKeepItsTransactionalIdWithItsNameWhereItsStateIsLost(ClusterTopics topics)
      throws Exception {
    topics.create();
    var keeping = new Stage("keeping", RunningStageIT::buildKeeping);
    for (String state : List.of("state", "another state")) {
      var properties = new HashMap<>(topics.cluster().toProperties());
      properties.put("group.instance.id", "keeping-1");
      properties.put("state.dir", directory.resolve(state).toString());
      properties.put("epochgraph.topic.prefix", topics.topics().prefix());
      properties.put("epochgraph.application.prefix", topics.topics().prefix());
      var settings = StageSettings.from("keeping", properties);
      try (var running = RunningStage.start(keeping, settings)) {
        running.awaitRunning(Duration.ofSeconds(60));
        assertThat(running.streams().metadataForLocalThreads())
            .allSatisfy(
                it ->
                    assertThat(it.threadName())
                        .contains(
                            ProcessIdentity.of(settings.applicationId(), "keeping-1").toString()));
      }
    }
  }

  /** As a coordinator that has just come back may say for a moment; whatever state is at hand. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldReadNothingTwiceWhereItsOffsetsAreMissing(boolean keepsState, ClusterTopics topics)
      throws Exception {
    topics.create();
    send(topics, 0);
    Path first = directory.resolve("first");
    var stage = new StageOnCluster(EchoStage.STAGE, topics, first);
    try (var _ = stage.start()) {
      stage.awaitAllRead(topics.topics().runs());
    }
    try (Admin admin = Admin.create(topics.cluster().kafka())) {
      String group = stage.settings().applicationId();
      var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      assertThat(offsets).isNotEmpty();
      admin.deleteConsumerGroupOffsets(group, offsets.keySet()).all().get();
    }
    send(topics, 1);

    var again =
        new StageOnCluster(
            EchoStage.STAGE, topics, keepsState ? first : directory.resolve("second"));
    try (var _ = again.start()) {
      again.awaitAllRead(topics.topics().runs());
    }

    assertThat(topics.committed(topics.topics().scores()))
        .extracting(Score::getRun)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 2 * RUNS).mapToObj(run -> "run-" + run).toList());
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
                          throw new ProcessorStateException("broken by " + run.getRun());
                        }));
    topics.send(topics.topics().runs(), "run-1", EchoStage.run("run-1"));
    var settings = new StageOnCluster(failing, topics, directory).settings();
    try (var running = RunningStage.start(failing, settings)) { // it may fail before it is RUNNING
      assertThatThrownBy(() -> running.ended().orTimeout(60, TimeUnit.SECONDS).join())
          .isInstanceOf(CompletionException.class)
          .hasRootCauseMessage("broken by run-1");
    }
  }

  /** The sources of our stages read any bytes; this one does not. */
  @Test
  void shouldMakeBytesThatASourceCannotReadADeadLetter(ClusterTopics topics) throws Exception {
    topics.create();
    Topics names = topics.topics();
    Deserializer<String> picky =
        (topic, bytes) -> {
          String text = new String(bytes, StandardCharsets.UTF_8);
          if (text.equals("bad")) {
            throw new IllegalArgumentException("unreadable");
          }
          return text;
        };
    var picking =
        new Stage(
            "picking",
            (builder, settings) -> {
              Serde<String> texts = Serdes.serdeFrom(new StringSerializer(), picky);
              var scores =
                  builder.stream(
                          names.runs().name(),
                          Consumed.with(Serdes.String(), texts).withName("texts"))
                      .mapValues(
                          (run, text) -> EchoStage.score(EchoStage.run(run)), Named.as("score"));
              new StageStreams(builder, settings).write("scores-out", scores, names.scores());
            });
    var stage = new StageOnCluster(picking, topics, directory);
    try (var running = stage.start()) {
      for (String text : List.of("a", "bad", "b")) {
        topics.sendBytes(names.runs(), "run-1", text.getBytes(StandardCharsets.UTF_8));
      }
      stage.awaitAllRead(names.runs());
      assertThat(topics.committed(names.scores())).hasSize(2);
      assertThat(topics.committed(names.deadLetters()))
          .extracting(it -> it.getStage() + " " + it.getCode() + " " + it.getRun())
          .containsExactly("picking UNEXPECTED run-1");
      assertThat(running.isRunning()).isTrue();
    }
  }

  /**
   * Under exactly_once_v2 and with a real producer, which a record that is too large would break.
   */
  @Test
  void shouldStayRunningWhateverARecordDoesToItsOperators(ClusterTopics topics) throws Exception {
    topics.create();
    Topics names = topics.topics();
    var failing =
        new Stage(
            "failing",
            (builder, settings) -> {
              var stage = new StageStreams(builder, settings);
              var scores =
                  stage
                      .read("runs", names.runs(), Run::getRun)
                      .mapValues(RunningStageIT::score, Named.as("score"));
              stage.write("scores-out", scores, names.scores());
            });
    var stage = new StageOnCluster(failing, topics, directory);
    try (var running = stage.start()) {
      for (String run : List.of("run-1", "throws", "large", "null", "run-2")) {
        topics.send(names.runs(), run, EchoStage.run(run));
      }
      stage.awaitAllRead(names.runs());
      assertThat(topics.committed(names.scores()))
          .extracting(Score::getRun)
          .containsExactlyInAnyOrder("run-1", "run-2");
      assertThat(topics.committed(names.deadLetters()))
          .extracting(it -> it.getRun() + " " + it.getCode())
          .containsExactlyInAnyOrder("throws UNEXPECTED", "large TOO_LARGE", "null UNEXPECTED");
      assertThat(running.isRunning()).isTrue();
    }
  }

  private static Score score(Run run) {
    Score score = EchoStage.score(run);
    switch (run.getRun()) {
      case "throws" -> throw new IllegalStateException("not foreseen");
      case "large" -> score.setWindow("w".repeat(2_000_000));
      case "null" -> score.setPredictor(null);
      default -> {
        // a good one
      }
    }
    return score;
  }

  private static void buildKeeping(StreamsBuilder builder, StageSettings settings) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore("kept"), Serdes.String(), Serdes.String()));
    new StageStreams(builder, settings)
        .read("runs", settings.topics().runs(), Run::getRun)
        .process(Nothing::new, Named.as("nothing"), "kept");
  }

  private static final class Nothing implements Processor<String, Run, Void, Void> {
    @Override
    public void process(Record<String, Run> record) {
      // a stage with a store is wanted, no more
    }
  }

  private static void send(ClusterTopics topics, int part) throws InterruptedException {
    for (int i = 0; i < RUNS; i++) {
      String run = "run-" + (part * RUNS + i);
      topics.send(topics.topics().runs(), run, EchoStage.run(run));
    }
  }
}
