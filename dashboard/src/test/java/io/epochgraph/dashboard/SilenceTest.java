package io.epochgraph.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SilenceTest {

  @Test
  void shouldAllowAMinuteAtLeast() {
    assertThat(Silence.allowed(endedAt(0, 1, 2, 3))).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void shouldAllowFiveMedianEpochs() {
    assertThat(Silence.allowed(endedAt(0, 100, 200, 900, 1000))).isEqualTo(Duration.ofSeconds(500));
  }

  @Test
  void shouldCountEveryEpochBetweenTwoPublishedOnes() {
    var points = List.of(point(0, 0), point(5, 500), point(10, 1000));

    assertThat(Silence.allowed(points)).isEqualTo(Duration.ofSeconds(500));
  }

  @Test
  void shouldAllowTenMinutesBeforeThePaceIsKnown() {
    assertThat(Silence.allowed(List.of())).isEqualTo(Duration.ofMinutes(10));
    assertThat(Silence.allowed(endedAt(0))).isEqualTo(Duration.ofMinutes(10));
  }

  private static List<EpochPoint> endedAt(int... seconds) {
    var points = new ArrayList<EpochPoint>();
    for (int epoch = 0; epoch < seconds.length; epoch++) {
      points.add(point(epoch, seconds[epoch]));
    }
    return points;
  }

  private static EpochPoint point(int epoch, int seconds) {
    return new EpochPoint(
        epoch, 0, true, null, null, null, null, null, Records.START.plusSeconds(seconds));
  }
}
