package io.epochgraph.evaluation;

import io.epochgraph.prediction.HeldOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * 95 % intervals by drawing runs again with replacement.
 *
 * @param draws how often
 * @param seed of the draws
 */
record Bootstrap(int draws, long seed) {

  /**
   * Measures of as many runs, drawn again and again. The same seed and number of runs give the same
   * draws, so that two ways on the same runs can be compared draw by draw.
   */
  List<Measures> of(List<HeldOut> all, Function<List<HeldOut>, Measures> measures) {
    var random = new SplittableRandom(seed);
    List<Measures> drawn = new ArrayList<>(draws);
    for (int draw = 0; draw < draws; draw++) {
      List<HeldOut> again = random.ints(all.size(), 0, all.size()).mapToObj(all::get).toList();
      drawn.add(measures.apply(again));
    }
    return drawn;
  }

  /** A figure with the interval that holds the middle 95 % of those drawn. */
  static Figure interval(double measured, double[] drawn) {
    double[] sorted = Arrays.stream(drawn).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return new Figure(measured, Double.NaN, Double.NaN);
    }
    int cut = (int) Math.floor(0.025 * sorted.length);
    return new Figure(measured, sorted[cut], sorted[sorted.length - 1 - cut]);
  }
}
