package io.epochgraph.evaluation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HeldOutForecastsTest {

  private static final FittingSettings SETTINGS =
      FittingSettings.of("held-out", new Cohort("any", "any"), InputSpec.parse("curve"));

  private static final List<FittingRun> RUNS = runs(200);

  @Test
  void shouldBoundAboutAsManyOutcomesAsAskedFor() {
    HeldOutForecasts heldOut = HeldOutForecasts.of(RUNS, SETTINGS, 5, 1);
    for (double level : new double[] {0.8, 0.9, 0.95}) {
      UpperBounds bounds = heldOut.bounds(level);
      long kept =
          RUNS.stream()
              .filter(run -> run.outcome() <= bounds.latest(run.run(), 1).orElseThrow())
              .count();
      assertThat(kept / 200.0).isBetween(level - 0.05, level + 0.05);
    }
  }

  /** High estimates are out by ten times as much as low ones. */
  @Test
  void shouldTakeTheMarginFromRunsOfWhomMuchTheSameWasSaid() {
    UpperBounds narrow = HeldOutForecasts.of(RUNS, SETTINGS, 5, 1).bounds(0.9);
    assertThat(meanMargin(narrow, 0.6, 1)).isGreaterThan(3 * meanMargin(narrow, 0, 0.4));
  }

  private static double meanMargin(UpperBounds bounds, double from, double to) {
    return RUNS.stream()
        .filter(run -> stands(run) >= from && stands(run) < to)
        .mapToDouble(run -> bounds.latest(run.run(), 1).orElseThrow() - stands(run))
        .average()
        .orElseThrow();
  }

  private static double stands(FittingRun run) {
    return run.byEndEpoch().get(1).lastValidationAccuracy();
  }

  @Test
  void shouldHaveNoBoundWithTooFewRunsForTheLevel() {
    HeldOutForecasts few = HeldOutForecasts.of(runs(20), SETTINGS, 5, 1);
    assertThat(few.bounds(0.9).byRun()).hasSize(20);
    assertThat(few.bounds(0.95).byRun()).isEmpty();
  }

  @Test
  void shouldRefuseCertainty() {
    HeldOutForecasts few = HeldOutForecasts.of(runs(20), SETTINGS, 5, 1);
    assertThatThrownBy(() -> few.bounds(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("level 1.0: want more than 0, less than 1");
  }

  private static List<FittingRun> runs(int count) {
    var random = new Random(3);
    List<FittingRun> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double stands = 0.2 + 0.6 * random.nextDouble();
      double deviation = stands < 0.5 ? 0.005 : 0.05;
      double outcome = Math.clamp(stands + deviation * random.nextGaussian(), 0.0, 1.0);
      var observation =
          new Observation(
              Map.of(), new double[] {0.1, stands}, new double[] {Double.NaN, 1 - stands}, false);
      runs.add(new FittingRun("run-%03d".formatted(i), outcome, Map.of(1, observation)));
    }
    return runs;
  }
}
