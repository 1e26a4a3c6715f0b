package io.epochgraph.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.WithCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithCluster.class)
class KilledTrainerIT {

  private static final int ENOUGH = 20;

  @Test
  void shouldLeaveNoManifestOfTheEpochInWhichItIsKilled(LocalCluster cluster) throws Exception {
    var reached = ClusterSettings.of(cluster.bootstrapServers(), cluster.schemaRegistryUrl());
    var records = TestTopics.create(reached);
    Process trainer = start(records);
    try {
      Waiting.until(() -> !trainer.isAlive() || records.count(records.topics().weights()) > ENOUGH);
    } finally {
      trainer.destroyForcibly().waitFor();
    }

    Map<Integer, Long> chunksByEpoch =
        records.values(records.topics().weights()).stream()
            .collect(Collectors.groupingBy(WeightsChunk::getEpoch, Collectors.counting()));
    assertThat(chunksByEpoch.get(1))
        .as("it was killed while it sent epoch 1")
        .isBetween(ENOUGH - 2L, DoomedTrainer.CHUNKS_OF_LARGE_EPOCH - 1L);
    assertThat(records.values(records.topics().epochs()))
        .extracting(EpochManifest::getEpoch)
        .containsExactly(0);
    shouldHoldNoOtherRunBack(records);
  }

  /** Readers of committed records would wait for an abandoned transaction in their partition. */
  private static void shouldHoldNoOtherRunBack(TestTopics records) throws Exception {
    List<String> others = IntStream.range(0, 12).mapToObj(i -> "other-" + i).toList();
    var settings =
        PublisherSettings.defaults().withTopics(records.topics()).withOnFull(OnFull.BLOCK);
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      for (String other : others) {
        Samples.publish(publisher.start(Samples.start(other)), 0);
      }
    }
    assertThat(committedRuns(records.topics().epochs(), records)).containsAll(others);
    assertThat(committedRuns(records.topics().weights(), records)).containsAll(others);
  }

  private static Set<String> committedRuns(Topic<?> topic, TestTopics records) {
    return TopicScan.read(topic, records.cluster()).stream()
        .map(TopicScan.Entry::key)
        .collect(Collectors.toSet());
  }

  private static Process start(TestTopics records) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx600m",
            "-cp",
            System.getProperty("java.class.path"),
            DoomedTrainer.class.getName(),
            records.cluster().bootstrapServers(),
            records.cluster().schemaRegistryUrl(),
            records.topics().prefix())
        .inheritIO()
        .start();
  }
}
