package io.epochgraph.signaturestream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.schemas.ClusterTopics;
import io.epochgraph.schemas.WithCluster;
import io.epochgraph.stage.RunningStage;
import io.epochgraph.stage.StageOnCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WithCluster.class)
class SignatureStreamIT {

  private static final List<String> RUNS = List.of("run-1", "run-2", "run-3");
  private static final int PARTS = 4;
  private static final int EPOCHS = 4;

  @TempDir Path directory;

  @Test
  void shouldGiveTheSameWhateverStopsIt(ClusterTopics calm, ClusterTopics stormy) throws Exception {
    var undisturbed =
        new StageOnCluster(SignatureStreamTopology.STAGE, calm.create(), directory.resolve("calm"));
    undisturbed.runUndisturbed(parts(), calm.topics().graphStatistics());
    var disturbed =
        new StageOnCluster(
            SignatureStreamTopology.STAGE, stormy.create(), directory.resolve("stormy"));
    disturbed.runDisturbed(parts(), stormy.topics().graphStatistics());

    var signatures = undisturbed.byRun(calm.topics().signatures());
    assertThat(signatures).containsOnlyKeys(RUNS);
    int epochs = PARTS * EPOCHS;
    assertThat(signatures.values())
        .allSatisfy(of -> assertThat(of).hasSize(epochs + (epochs - 1) + (epochs - 2)));
    assertThat(disturbed.byRun(stormy.topics().signatures())).isEqualTo(signatures);
  }

  @Test
  void shouldEndWithTheCommandThatHelpsWhereTopicsAreMissing(ClusterTopics topics) {
    var stage = new StageOnCluster(SignatureStreamTopology.STAGE, topics, directory);
    try (var running = RunningStage.start(SignatureStreamTopology.STAGE, stage.settings())) {
      assertThatThrownBy(() -> running.ended().get(60, TimeUnit.SECONDS))
          .hasMessageContaining("signature-stream: topics are missing")
          .hasMessageContaining("epochgraph topics create");
    }
  }

  private static List<StageOnCluster.Part> parts() {
    var parts = new ArrayList<StageOnCluster.Part>();
    for (int part = 0; part < PARTS; part++) {
      int first = part * EPOCHS;
      parts.add(
          topics -> {
            for (int epoch = first; epoch < first + EPOCHS; epoch++) {
              for (String run : RUNS) {
                GraphStatistics of = Snapshots.chain(run, PARTS * EPOCHS, 1).get(epoch);
                topics.send(topics.topics().graphStatistics(), run, of);
              }
            }
          });
    }
    return parts;
  }
}
