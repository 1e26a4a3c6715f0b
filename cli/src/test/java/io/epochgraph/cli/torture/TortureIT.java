package io.epochgraph.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.epochgraph.cli.torture.Figures.Aftermath;
import io.epochgraph.cli.torture.TortureSettings.Blow;
import io.epochgraph.cli.torture.TortureSettings.Share;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form; {@code epochgraph torture} is the long one. */
@Timeout(400)
final class TortureIT {

  private static final long SEED = 5;
  private static final int RUNS = 6;
  private static final int EPOCHS = 10;

  @Test
  void shouldLoseNothingAndGiveNothingTwice(@TempDir Path directory) throws Exception {
    var settings =
        new TortureSettings(
            SEED,
            RUNS,
            EPOCHS,
            2,
            2,
            Map.of(
                Blow.KILL,
                3,
                Blow.BROKER_KILL,
                1,
                Blow.PAUSE,
                1,
                Blow.STOP,
                1,
                Blow.SCALE,
                1,
                Blow.TRAINER_KILL,
                1),
            Share.NEVER,
            Share.HALF,
            true,
            Duration.ZERO,
            Map.of(),
            directory);

    var told = new ConcurrentLinkedQueue<String>();
    TortureResult result;
    try (var torture = Torture.start(settings, told::add)) {
      result = torture.run();
    }

    assertThat(result.comparisons())
        .as(() -> String.join("\n", told))
        .allSatisfy(it -> assertThat(it.isEqual()).as(it.toString()).isTrue());
    assertThat(result.comparisons())
        .extracting(Comparison::topic, Comparison::records)
        .contains(
            tuple("graph-statistics.v1", RUNS * (EPOCHS + 1)),
            tuple("signatures.v1", RUNS * 3 * EPOCHS),
            tuple("predictions.v1", RUNS * (EPOCHS + 1)),
            tuple("scores.v1", RUNS * EPOCHS),
            tuple("dead-letters.v1", 0));
    assertThat(result.figures().kills()).hasSize(3).anyMatch(Figures.Kill::wiped);
    assertThat(result.figures().brokerKills()).isEqualTo(1);
    assertThat(result.figures().pauses().count()).isEqualTo(1);
    assertThat(result.figures().recoveries(Aftermath.REMOVED).count()).isEqualTo(1);
    assertThat(result.figures().recoveries(Aftermath.ADDED).count()).isEqualTo(1);
    assertThat(result.figures().recoveries(Aftermath.DOOMED_TRAINER).count()).isEqualTo(1);
    assertThat(result.figures().unrecovered()).isZero();
    assertThat(result.orphans()).as("chunks of the trainer killed in mid-epoch").isPositive();
    assertThat(result.deaths()).isEmpty();
  }
}
