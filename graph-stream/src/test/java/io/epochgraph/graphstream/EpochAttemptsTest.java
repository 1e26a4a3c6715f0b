package io.epochgraph.graphstream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Metrics;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageDriver;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of epochs that come again, and of runs that resume from a checkpoint. */
class EpochAttemptsTest {

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
  void shouldPassOverAnEpochThatComesAgain() {
    EpochManifest manifest = Epochs.of(0, 0, 1, chunks::add);
    send(manifest);
    send(manifest);
    assertThat(accepted()).containsExactly("0/0");
    assertThat(stage.deadLetters()).isEmpty();
  }

  @Test
  void shouldPassOverTheSameContentsAtOtherOffsets() {
    EpochManifest before = Epochs.of(0, 0, 1, chunks::add);
    chunks.expire();
    EpochManifest again = Epochs.of(0, 0, 1, chunks::add);
    assertThat(again).isNotEqualTo(before);
    send(before);
    assertThat(stage.deadLetters()).extracting(DeadLetter::getCode).containsOnly("CHUNK_EXPIRED");
    send(again);
    send(before);
    assertThat(accepted()).containsExactly("0/0");
    assertThat(stage.deadLetters()).as("known before its chunks are asked for").isEmpty();
  }

  @Test
  void shouldRefuseOtherWeightsForTheSameEpoch() {
    send(Epochs.of(0, 0, 1, chunks::add));
    send(Epochs.of(0, 0, 2, chunks::add));
    assertThat(accepted()).containsExactly("0/0");
    assertRefused("CONFLICT", 0, 0);
  }

  @Test
  void shouldRefuseOtherMetricsForTheSameEpoch() {
    EpochManifest manifest = Epochs.of(0, 0, 1, chunks::add);
    send(manifest);
    Metrics other = Metrics.newBuilder(manifest.getMetrics()).setValidationLoss(1.4).build();
    send(EpochManifest.newBuilder(manifest).setMetrics(other).build());
    assertThat(accepted()).containsExactly("0/0");
    assertRefused("CONFLICT", 0, 0);
  }

  @Test
  void shouldRefuseALowerAttemptAfterAHigherOne() {
    send(Epochs.of(0, 0, 1, chunks::add));
    send(Epochs.of(1, 1, 1, chunks::add));
    send(Epochs.of(0, 2, 1, chunks::add));
    assertThat(accepted()).containsExactly("0/0", "1/1");
    assertRefused("SUPERSEDED", 0, 2);
  }

  @Test
  void shouldStillPassOverAnEpochOfAnEarlierAttemptThatCounts() {
    EpochManifest first = Epochs.of(0, 0, 1, chunks::add);
    send(first);
    send(Epochs.of(1, 1, 1, chunks::add));
    send(first);
    assertThat(accepted()).containsExactly("0/0", "1/1");
    assertThat(stage.deadLetters()).isEmpty();
  }

  @Test
  void shouldTakeLaterEpochsAnewFromAHigherAttempt() {
    for (int epoch = 0; epoch < 4; epoch++) {
      send(Epochs.of(0, epoch, epoch, chunks::add));
    }
    send(Epochs.of(1, 2, 12, chunks::add));
    send(Epochs.of(1, 3, 13, chunks::add));
    send(Epochs.of(2, 0, 20, chunks::add));
    send(Epochs.of(2, 1, 21, chunks::add));
    assertThat(accepted()).containsExactly("0/0", "0/1", "0/2", "0/3", "1/2", "1/3", "2/0", "2/1");
    assertThat(stage.deadLetters()).isEmpty();
    send(Epochs.of(0, 3, 3, chunks::add));
    assertRefused("SUPERSEDED", 0, 3);
  }

  @Test
  void shouldKeepRunsApart() {
    send(Epochs.of("run-1", 3, 0, 1, chunks::add));
    send(Epochs.of("run-10", 0, 0, 1, chunks::add));
    assertThat(accepted()).containsExactly("3/0", "0/0");
    assertThat(stage.deadLetters()).isEmpty();
  }

  @Test
  void shouldForgetAnEpochThatWasRefused() {
    EpochManifest manifest = Epochs.of(0, 0, 1, chunks::add);
    chunks.expire();
    send(manifest);
    assertRefused("CHUNK_EXPIRED", 0, 0);
    send(Epochs.of(0, 0, 2, chunks::add));
    assertThat(accepted()).containsExactly("0/0");
  }

  private void send(EpochManifest manifest) {
    stage.send(TOPICS.epochs(), manifest.getRun(), manifest);
  }

  /** The attempt and epoch of each statistics, in order. */
  private List<String> accepted() {
    return stage.values(TOPICS.graphStatistics()).stream()
        .map((GraphStatistics of) -> of.getAttempt() + "/" + of.getEpoch())
        .toList();
  }

  private void assertRefused(String code, int attempt, int epoch) {
    List<DeadLetter> letters = stage.deadLetters();
    assertThat(letters).hasSize(1);
    DeadLetter letter = letters.getFirst();
    assertThat(letter.getCode()).isEqualTo(code);
    assertThat(letter.getRun()).isEqualTo(Epochs.RUN);
    assertThat(letter.getAttempt()).isEqualTo(attempt);
    assertThat(letter.getEpoch()).isEqualTo(epoch);
  }
}
