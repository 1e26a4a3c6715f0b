package io.epochgraph.graphstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.schemas.ClusterTopics;
import io.epochgraph.schemas.WithCluster;
import io.epochgraph.stage.RunningStage;
import io.epochgraph.stage.StageOnCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WithCluster.class)
class GraphStreamIT {

  private static final List<String> RUNS = List.of("run-1", "run-2", "run-3");
  private static final int PARTS = 4;
  private static final int EPOCHS = 3;

  @TempDir Path directory;

  @Test
  void shouldGiveTheSameWhateverStopsIt(ClusterTopics calm, ClusterTopics stormy) throws Exception {
    var undisturbed = new StageOnCluster(GraphStreamTopology.STAGE, calm.create(), dir("calm"));
    undisturbed.runUndisturbed(parts(), calm.topics().epochs());
    var disturbed = new StageOnCluster(GraphStreamTopology.STAGE, stormy.create(), dir("stormy"));
    disturbed.runDisturbed(parts(), stormy.topics().epochs());

    var statistics = undisturbed.byRun(calm.topics().graphStatistics());
    assertThat(statistics).containsOnlyKeys(RUNS);
    assertThat(statistics.get("run-1"))
        .extracting(GraphStatistics::getEpoch)
        .containsExactlyElementsOf(IntStream.range(0, PARTS * EPOCHS).boxed().toList());
    assertThat(disturbed.byRun(stormy.topics().graphStatistics())).isEqualTo(statistics);
    for (ClusterTopics topics : List.of(calm, stormy)) {
      assertThat(topics.committed(topics.topics().deadLetters()))
          .as("the one conflict of each run and part")
          .hasSize(RUNS.size() * PARTS)
          .extracting(DeadLetter::getCode)
          .containsOnly("CONFLICT");
    }
  }

  @Test
  void shouldEndWhereTheWeightsTopicIsMissing(ClusterTopics topics, ClusterTopics other)
      throws Exception {
    topics.create();
    other.create();
    EpochManifest manifest = epoch(other, "run-1", 0, 1);
    try (Admin admin = Admin.create(topics.cluster().kafka())) {
      admin.deleteTopics(List.of(topics.topics().weights().name())).all().get();
    }
    topics.send(topics.topics().epochs(), "run-1", manifest);
    var stage = new StageOnCluster(GraphStreamTopology.STAGE, topics, dir("missing"));
    try (var running = RunningStage.start(GraphStreamTopology.STAGE, stage.settings())) {
      assertThatThrownBy(() -> running.ended().get(60, TimeUnit.SECONDS))
          .rootCause()
          .hasMessageContaining("epochgraph topics create");
    }
    assertThat(topics.committed(topics.topics().deadLetters())).isEmpty();
  }

  @Test
  void shouldEndWithTheCommandThatHelpsWhereTopicsAreMissing(ClusterTopics topics) {
    var stage = new StageOnCluster(GraphStreamTopology.STAGE, topics, dir("missing"));
    try (var running = RunningStage.start(GraphStreamTopology.STAGE, stage.settings())) {
      assertThatThrownBy(() -> running.ended().get(60, TimeUnit.SECONDS))
          .hasMessageContaining("graph-stream: topics are missing")
          .hasMessageContaining("epochgraph topics create");
    }
  }

  private Path dir(String name) {
    return directory.resolve(name);
  }

  /** Some epochs of each run a part, one of them twice, one with other weights. */
  private static List<StageOnCluster.Part> parts() {
    var parts = new ArrayList<StageOnCluster.Part>();
    for (int part = 0; part < PARTS; part++) {
      int first = part * EPOCHS;
      parts.add(
          topics -> {
            for (int epoch = first; epoch < first + EPOCHS; epoch++) {
              for (String run : RUNS) {
                EpochManifest manifest = epoch(topics, run, epoch, epoch);
                topics.send(topics.topics().epochs(), run, manifest);
              }
            }
            for (String run : RUNS) {
              EpochManifest again = epoch(topics, run, first, first);
              topics.send(topics.topics().epochs(), run, again);
              EpochManifest conflict = epoch(topics, run, first, -1);
              topics.send(topics.topics().epochs(), run, conflict);
            }
          });
    }
    return parts;
  }

  private static EpochManifest epoch(ClusterTopics topics, String run, int epoch, int seed) {
    var sent = new ArrayList<RecordMetadata>();
    EpochManifest manifest =
        Epochs.of(
            run,
            0,
            epoch,
            seed,
            chunk -> {
              sent.add(send(topics, chunk));
              return sent.getLast().offset();
            });
    manifest
        .getLayers()
        .forEach(
            layer ->
                layer
                    .getChunks()
                    .forEach(chunk -> chunk.setPartition(sent.getFirst().partition())));
    return manifest;
  }

  private static RecordMetadata send(ClusterTopics topics, WeightsChunk chunk) {
    try {
      return topics.send(topics.topics().weights(), chunk.getRun(), chunk);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
