package io.epochgraph.graphstream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.state.RunEpochs;
import io.epochgraph.stage.RunLifetimes;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of runs that are silent for long, by the time that epochs were trained at. */
class ClosedRunsTest {

  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private final ChunksInMemory chunks = new ChunksInMemory();
  private final StageDriver stage =
      StageDriver.of(
          new Stage(
              "graph-stream",
              (builder, settings) -> GraphStreamTopology.build(builder, settings, () -> chunks)));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void shouldTakeAnEpochThirtyDaysAfterTheLast() {
    send("run-1", 0, Duration.ZERO);
    send("run-1", 1, Duration.ofDays(30));
    send("run-1", 2, Duration.ofDays(60));
    assertThat(accepted()).containsExactly("run-1/0", "run-1/1", "run-1/2");
    assertThat(stage.deadLetters()).isEmpty();
  }

  @Test
  void shouldCloseARunAfterThirtyDaysAndKeepItClosed() {
    send("run-1", 0, Duration.ZERO);
    send("run-1", 1, Duration.ofDays(30).plus(MILLISECOND));
    send("run-1", 2, Duration.ofDays(1));
    send("run-1", 0, Duration.ZERO);
    assertThat(accepted()).containsExactly("run-1/0");
    List<DeadLetter> letters = stage.deadLetters();
    assertThat(letters)
        .extracting(it -> it.getCode() + " " + it.getRun() + " " + it.getEpoch())
        .containsExactly("RUN_CLOSED run-1 1", "RUN_CLOSED run-1 2", "RUN_CLOSED run-1 0");
    assertThat(letters.getFirst().getReason())
        .isEqualTo(
            "run closed: last heard of 2026-03-01T12:00:00Z, 30 days of stream time before"
                + " 2026-03-31T12:00:00.001Z; want another run id");
  }

  @Test
  void shouldTellTheTimeByAllRunsOfAPartition() {
    send("silent", 0, Duration.ZERO);
    for (int day = 1; day <= 31; day++) {
      send("busy", day, Duration.ofDays(day));
    }
    send("silent", 1, Duration.ofDays(2));
    assertThat(stage.deadLetters())
        .extracting(DeadLetter::getCode, DeadLetter::getRun)
        .containsExactly(tuple("RUN_CLOSED", "silent"));
    assertThat(accepted()).hasSize(32);
  }

  @Test
  void shouldDropTheStateOfClosedRunsAndKeepWhenTheyWereHeardOf() {
    send("silent", 0, Duration.ZERO);
    send("open", 0, Duration.ofDays(10));
    send("busy", 0, Duration.ofDays(30));
    assertThat(epochs().get("silent")).isNotNull();
    send("busy", 1, Duration.ofDays(31));
    assertThat(epochs().get("silent")).isNull();
    assertThat(epochs().get("open")).isNotNull();
    KeyValueStore<String, Long> times = stage.driver().getKeyValueStore(RunLifetimes.STORE);
    assertThat(times.get("silent")).isEqualTo(Epochs.START.toEpochMilli());
  }

  @Test
  void shouldHearOfARunThatComesAgain() {
    EpochManifest first = send("run-1", 0, Duration.ZERO);
    send("other", 0, Duration.ofDays(29));
    stage.send(TOPICS.epochs(), "run-1", first);
    send("run-1", 1, Duration.ofDays(58));
    assertThat(accepted()).containsExactly("run-1/0", "other/0", "run-1/1");
    assertThat(stage.deadLetters()).isEmpty();
  }

  @Test
  void shouldTakeRunsThatWereRecordedLongAgo() {
    send("live", 0, Duration.ofDays(300));
    send("recorded", 0, Duration.ZERO);
    send("recorded", 1, Duration.ofDays(1));
    send("live", 1, Duration.ofDays(301));
    assertThat(accepted()).hasSize(4);
    assertThat(stage.deadLetters()).isEmpty();
  }

  @Test
  void shouldNotTrustAClockThatIsAhead() {
    send("run-1", 0, Duration.ZERO);
    Duration ahead = Duration.between(Epochs.START, StageDriver.SENT_AT).plusHours(1);
    send("ahead", 0, ahead.plus(MILLISECOND));
    send("run-1", 1, Duration.ofDays(1));
    assertThat(accepted()).containsExactly("run-1/0", "run-1/1");
    DeadLetter letter = stage.deadLetters().getFirst();
    assertThat(letter.getCode()).isEqualTo("INVALID");
    assertThat(letter.getReason())
        .isEqualTo(
            "trainedAt 2030-01-01T01:00:00.001Z: want a time after 1970 and no later than the"
                + " record's own, 2030-01-01T00:00:00Z");
  }

  @Test
  void shouldNotLetRefusedEpochsTellTheTime() {
    send("run-1", 0, Duration.ZERO);
    EpochManifest bad = manifest("other", 0, Duration.ofDays(99));
    bad.setLayers(List.of());
    stage.send(TOPICS.epochs(), "other", bad);
    send("run-1", 1, Duration.ofDays(1));
    assertThat(accepted()).containsExactly("run-1/0", "run-1/1");
  }

  /** Weights of epoch 0 may be gone by the time that the stage comes to its manifest. */
  @Test
  void shouldGoOnWithoutTheInitialWeights() {
    EpochManifest initial = manifest("run-1", 0, Duration.ZERO);
    chunks.expire();
    stage.send(TOPICS.epochs(), "run-1", initial);
    for (int epoch = 1; epoch <= 3; epoch++) {
      send("run-1", epoch, Duration.ofMinutes(epoch));
    }
    assertThat(accepted()).containsExactly("run-1/1", "run-1/2", "run-1/3");
    assertThat(stage.deadLetters())
        .extracting(it -> it.getCode() + " " + it.getEpoch())
        .containsExactly("CHUNK_EXPIRED 0");
  }

  private EpochManifest send(String run, int epoch, Duration after) {
    EpochManifest manifest = manifest(run, epoch, after);
    stage.send(TOPICS.epochs(), run, manifest);
    return manifest;
  }

  private EpochManifest manifest(String run, int epoch, Duration after) {
    EpochManifest manifest = Epochs.of(run, 0, epoch, epoch, chunks::add);
    Instant trainedAt = Epochs.START.plus(after);
    manifest.setTrainedAt(trainedAt);
    return manifest;
  }

  private KeyValueStore<String, RunEpochs> epochs() {
    return stage.driver().getKeyValueStore(GraphStreamTopology.EPOCHS_STORE);
  }

  private List<String> accepted() {
    var accepted = new ArrayList<String>();
    for (GraphStatistics of : stage.values(TOPICS.graphStatistics())) {
      accepted.add(of.getRun() + "/" + of.getEpoch());
    }
    return accepted;
  }
}
