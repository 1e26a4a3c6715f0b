package io.epochgraph.evaluation.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** No policy sees what is to come. */
final class ForesightTest {

  private static final int RUNS = 12;
  private static final int EPOCHS = 9;

  /** What was decided, in order: the run and its epoch, and whether it was stopped. */
  private record Listened(StoppingPolicy policy, List<String> decisions) implements StoppingPolicy {

    @Override
    public String name() {
      return policy.name();
    }

    @Override
    public boolean stops(Progress run, PlayedSweep sweep) {
      boolean stops = policy.stops(run, sweep);
      decisions.add("%s %d %s".formatted(run.run(), run.epoch(), stops));
      return stops;
    }
  }

  @Property(tries = 200)
  void shouldDecideTheSameUntilACurveChanges(
      @ForAll long seed,
      @ForAll @IntRange(max = RUNS - 1) int changed,
      @ForAll @IntRange(min = 2, max = EPOCHS - 1) int from,
      @ForAll @IntRange(min = 1, max = 5) int parallel) {
    double[][] curves = curves(seed);
    double[][] others = curves(seed);
    for (int epoch = from; epoch <= EPOCHS; epoch++) {
      others[changed][epoch] = 1 - curves[changed][epoch];
    }
    for (StoppingPolicy policy : policies(seed)) {
      List<String> before = decisions(policy, curves, parallel);
      List<String> after = decisions(policy, others, parallel);
      String first = "run-%d %d ".formatted(changed, from);
      int same = 0;
      while (same < before.size() && !before.get(same).startsWith(first)) {
        same++;
      }
      assertThat(after.subList(0, Math.min(same, after.size())))
          .as(policy.name())
          .isEqualTo(before.subList(0, same));
    }
  }

  private static double[][] curves(long seed) {
    var random = new SplittableRandom(seed);
    double[][] curves = new double[RUNS][EPOCHS + 1];
    for (double[] curve : curves) {
      double end = random.nextDouble();
      for (int epoch = 0; epoch <= EPOCHS; epoch++) {
        curve[epoch] = Math.clamp(end * epoch / EPOCHS + 0.1 * random.nextDouble(), 0.0, 1.0);
      }
    }
    return curves;
  }

  private static List<StoppingPolicy> policies(long seed) {
    var random = new SplittableRandom(seed + 1);
    Map<String, NavigableMap<Integer, Double>> bounds = new HashMap<>();
    for (int run = 0; run < RUNS; run++) {
      var of = new TreeMap<Integer, Double>();
      for (int epoch = 1; epoch <= EPOCHS; epoch += 2) {
        of.put(epoch, random.nextDouble());
      }
      bounds.put("run-" + run, of);
    }
    return List.of(
        new Never(),
        new Patience(2),
        new Asha(2),
        new MedianStopping(2),
        new OneEpoch(0.4),
        new ForecastStopping("forecast", new UpperBounds(bounds)));
  }

  private static List<String> decisions(StoppingPolicy policy, double[][] curves, int parallel) {
    List<PlayedRun> runs = new ArrayList<>();
    for (int i = 0; i < curves.length; i++) {
      runs.add(new PlayedRun("run-" + i, curves[i]));
    }
    var listened = new Listened(policy, new ArrayList<>());
    new Playback(parallel).play(runs, listened);
    return listened.decisions();
  }
}
