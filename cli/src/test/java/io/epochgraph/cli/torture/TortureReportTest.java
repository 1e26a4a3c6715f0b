package io.epochgraph.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.cli.torture.Figures.Aftermath;
import io.epochgraph.cli.torture.Figures.Kill;
import io.epochgraph.cli.torture.Figures.Spread;
import io.epochgraph.cli.torture.TortureSettings.Blow;
import io.epochgraph.cli.torture.TortureSettings.Share;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TortureReportTest {

  @Test
  void shouldTakeMedianAnd95thPercentile() {
    Spread spread = Spread.of(IntStream.rangeClosed(1, 100).mapToObj(Duration::ofSeconds).toList());
    assertThat(spread).isEqualTo(new Spread(100, 50, 95, 100));
  }

  @Test
  void shouldTellKillsApart() {
    String page = new TortureReport(result(0)).markdown();
    assertThat(page)
        .startsWith("# Torture")
        .contains("Equal: 0 lost, 0 twice.", "1,020 epochs of 20 runs", "seed 77")
        .containsPattern("restarted, state kept, no standby +\\| +1 \\| +4\\.0 ")
        .containsPattern("restarted, state wiped, standby +\\| +1 \\| +6\\.0 ")
        .containsPattern("others take over, no standby +\\| +0 \\| +– ")
        .containsPattern("broker kills +\\| +1 \\| +9\\.0 ")
        .containsPattern("pauses +\\| +0 \\| +– ")
        .contains("the broker was away for 70 s; predictions came 3.0 s after")
        .doesNotContain("NaN");
  }

  @Test
  void shouldSayWhereSomethingIsLost() {
    var report = new TortureReport(result(3));
    assertThat(report.text()).startsWith("NOT EQUAL: 3 lost, 0 twice.");
    assertThat(report.json().get("lost").asInt()).isEqualTo(3);
    assertThat(report.json().at("/recoverySeconds/all kills/longest").asDouble()).isEqualTo(6);
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThatThrownBy(() -> settings(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("runs 0: want 1 or more");
    assertThatThrownBy(() -> settings(6, 1, Map.of(Blow.SCALE, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 instance cannot be less");
  }

  private static TortureResult result(int lost) {
    var figures = new Figures();
    figures.add(kill(false, false, Optional.of(Duration.ofSeconds(4))));
    figures.add(kill(true, true, Optional.of(Duration.ofSeconds(6))));
    figures.add(kill(true, true, Optional.empty()));
    figures.addRecovery(Aftermath.BROKER_KILL, Optional.of(Duration.ofSeconds(9)));
    figures.addRecovery(Aftermath.PAUSE, Optional.empty());
    figures.add(
        new Figures.Outage("broker", Duration.ofSeconds(70), Optional.of(Duration.ofSeconds(3))));
    return new TortureResult(
        settings(20),
        figures,
        List.of(new Comparison("scores.v1", 1000, lost, 0, 0, "0".repeat(64))),
        List.of(),
        12,
        900,
        Duration.ofSeconds(61),
        Duration.ofSeconds(99));
  }

  private static Kill kill(boolean standby, boolean wiped, Optional<Duration> recovery) {
    return new Kill("graph-stream-1", standby, wiped, false, recovery);
  }

  private static TortureSettings settings(int runs) {
    return settings(runs, 2, Map.of());
  }

  private static TortureSettings settings(int runs, int instances, Map<Blow, Integer> blows) {
    return new TortureSettings(
        77,
        runs,
        50,
        instances,
        4,
        blows,
        Share.HALF,
        Share.HALF,
        true,
        Duration.ofSeconds(70),
        Map.of(),
        Path.of("torture"));
  }
}
