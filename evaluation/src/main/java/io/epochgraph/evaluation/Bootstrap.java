package io.epochgraph.evaluation;

import io.epochgraph.prediction.HeldOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * 95 % intervals by drawing runs again with replacement.
 *
 * @param draws how often
 * @param seed of the draws
 */
record Bootstrap(int draws, long seed) {

  /** A measure of one division's forecasts, with its interval. */
  Figure of(List<HeldOut> all, ToDoubleFunction<List<HeldOut>> measure) {
    var random = new SplittableRandom(seed);
    double[] drawn = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      drawn[draw] = measure.applyAsDouble(drawn(all, indices(all.size(), random)));
    }
    return interval(measure.applyAsDouble(all), drawn);
  }

  /**
   * By how much a measure of {@code ours} is above that of {@code theirs}, with the same runs drawn
   * from both.
   *
   * @param ours in the same order of runs as {@code theirs}
   */
  Figure difference(
      List<HeldOut> ours, List<HeldOut> theirs, ToDoubleFunction<List<HeldOut>> measure) {
    var random = new SplittableRandom(seed);
    double[] drawn = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      int[] indices = indices(ours.size(), random);
      drawn[draw] =
          measure.applyAsDouble(drawn(ours, indices))
              - measure.applyAsDouble(drawn(theirs, indices));
    }
    return interval(measure.applyAsDouble(ours) - measure.applyAsDouble(theirs), drawn);
  }

  private static int[] indices(int size, SplittableRandom random) {
    return random.ints(size, 0, size).toArray();
  }

  private static List<HeldOut> drawn(List<HeldOut> all, int[] indices) {
    List<HeldOut> drawn = new ArrayList<>(indices.length);
    for (int index : indices) {
      drawn.add(all.get(index));
    }
    return drawn;
  }

  private static Figure interval(double measured, double[] drawn) {
    double[] sorted = Arrays.stream(drawn).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return new Figure(measured, Double.NaN, Double.NaN);
    }
    int cut = (int) Math.floor(0.025 * sorted.length);
    return new Figure(measured, sorted[cut], sorted[sorted.length - 1 - cut]);
  }
}
