package io.epochgraph.evaluation.policy;

import static io.epochgraph.evaluation.policy.Sweeps.epochs;
import static io.epochgraph.evaluation.policy.Sweeps.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs that end after two epochs about where they stand after the first. */
final class LearningStoppingTest {

  private static final int RUNS = 60;
  private static final double[] FIRST = new Random(5).doubles(RUNS, 0.1, 0.8).toArray();

  @Test
  void shouldLearnFromTheSweepsOwnRunsAndThenStop() {
    PlayedSweep sweep = new Playback(1).play(runs(), policy().forSweep());

    assertThat(epochs(sweep).subList(0, 19)).as("no forecasts yet").containsOnly(2);
    double reached = IntStream.range(0, 19).mapToDouble(i -> FIRST[i]).max().orElseThrow();
    for (int i = 19; i < RUNS; i++) {
      if (FIRST[i] < reached - 0.1) {
        assertThat(epochs(sweep).get(i)).as("run %s, at %s", i, FIRST[i]).isEqualTo(1);
      }
      if (FIRST[i] > sweep.best()) {
        assertThat(epochs(sweep).get(i)).as("run %s, at %s", i, FIRST[i]).isEqualTo(2);
      }
    }
  }

  @Test
  void shouldKnowNothingOfAnotherSweep() {
    LearningStopping policy = policy();
    PlayedSweep first = new Playback(1).play(runs(), policy.forSweep());
    assertThat(epochs(new Playback(1).play(runs(), policy.forSweep()))).isEqualTo(epochs(first));
    assertThat(epochs(new Playback(1).play(runs().subList(40, RUNS), policy.forSweep())))
        .startsWith(2, 2, 2, 2, 2, 2);
  }

  @Test
  void shouldStopADivergedRunAtOnce() {
    var diverged = new PlayedRun("run-00", new double[] {0.1, 0.2, 0.1, 0.1}, 1);
    assertThat(epochs(new Playback(1).play(List.of(diverged), policy().forSweep())))
        .containsExactly(1);
  }

  private static LearningStopping policy() {
    FittingSettings settings =
        FittingSettings.of("learning", new Cohort("any", "any"), InputSpec.parse("curve"));
    Map<String, FittingRun> seen =
        IntStream.range(0, RUNS)
            .mapToObj(LearningStoppingTest::seen)
            .collect(Collectors.toMap(FittingRun::run, Function.identity()));
    return new LearningStopping(
        "learning 95 %", 0.95, List.of(new LearningStopping.Sight(seen, settings)));
  }

  private static FittingRun seen(int i) {
    var observation =
        new Observation(
            Map.of(), new double[] {0.1, FIRST[i]}, new double[] {Double.NaN, 1 - FIRST[i]}, false);
    return new FittingRun(id(i), FIRST[i] + rise(i), Map.of(1, observation));
  }

  private static List<PlayedRun> runs() {
    List<PlayedRun> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(run(id(i), FIRST[i], FIRST[i] + rise(i)));
    }
    return runs;
  }

  private static double rise(int i) {
    return 0.01 + 0.002 * (i % 5);
  }

  private static String id(int i) {
    return "run-%02d".formatted(i);
  }
}
