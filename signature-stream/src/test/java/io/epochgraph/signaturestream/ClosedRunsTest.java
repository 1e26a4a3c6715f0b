package io.epochgraph.signaturestream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.state.Snapshot;
import io.epochgraph.stage.StageDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of runs that are silent for long, and of those whose beginning is lost. */
class ClosedRunsTest {

  private final StageDriver stage = StageDriver.of(SignatureStreamTopology.STAGE);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void shouldDropTheSnapshotsOfARunAfterThirtyDays() {
    send("silent", 0, Duration.ZERO);
    send("silent", 1, Duration.ofMinutes(1));
    send("busy", 0, Duration.ofDays(30));
    assertThat(kept()).containsExactly("busy/0", "silent/0", "silent/1");
    send("busy", 1, Duration.ofDays(31));
    assertThat(kept()).containsExactly("busy/0", "busy/1");
    stage.values(TOPICS.signatures());

    send("silent", 2, Duration.ofMinutes(2));
    assertThat(stage.values(TOPICS.signatures())).isEmpty();
    assertThat(stage.deadLetters()).extracting(DeadLetter::getCode).containsExactly("RUN_CLOSED");
  }

  @Test
  void shouldSignWhatFollowsALostBeginning() {
    List<GraphStatistics> chain = Snapshots.chain("run-1", 13, 1);
    for (GraphStatistics of : chain.subList(1, chain.size())) {
      stage.send(TOPICS.graphStatistics(), of.getRun(), of);
    }
    List<Signature> signatures = stage.values(TOPICS.signatures());
    assertThat(signatures)
        .filteredOn(of -> of.getEpoch() < 4)
        .extracting(of -> of.getWindow() + " " + of.getEpochs())
        .containsExactly("width-2 [1, 2]", "width-2 [2, 3]", "width-3 [1, 2, 3]");
    assertThat(signatures)
        .filteredOn(of -> of.getWindow().equals("expanding"))
        .extracting(Signature::getEpoch)
        .containsExactly(10, 11, 12);
    assertThat(signatures).allSatisfy(of -> assertThat(of.getMissing()).containsExactly(0));
    assertThat(stage.deadLetters()).isEmpty();
  }

  private void send(String run, int epoch, Duration after) {
    var previous = epoch == 0 ? null : new EpochReference(0, epoch - 1);
    GraphStatistics statistics = Snapshots.of(run, 0, epoch, previous);
    statistics.setTrainedAt(Snapshots.START.plus(after));
    stage.send(TOPICS.graphStatistics(), run, statistics);
  }

  private List<String> kept() {
    var kept = new ArrayList<String>();
    try (var all =
        stage
            .driver()
            .<String, Snapshot>getKeyValueStore(SignatureStreamTopology.SNAPSHOTS_STORE)
            .all()) {
      all.forEachRemaining(
          entry ->
              kept.add(
                  entry.value.getStatistics().getRun()
                      + "/"
                      + entry.value.getStatistics().getEpoch()));
    }
    return kept;
  }
}
