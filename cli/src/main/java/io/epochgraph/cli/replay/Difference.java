package io.epochgraph.cli.replay;

import io.epochgraph.contract.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The mean difference of two predictors' absolute errors on the same runs, with the interval that
 * holds 95 % of the means of 2,000 samples drawn from these runs with replacement. The draws are
 * always the same ones.
 *
 * @param mean the first one's error minus the second one's, a fraction
 */
public record Difference(double mean, double lower, double upper) {

  private static final int SAMPLES = 2_000;
  private static final double TAIL = 0.025;
  private static final long SEED = 20_211_110;

  static Difference of(List<Score> first, List<Score> second) {
    double[] differences = new double[first.size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = Math.abs(first.get(i).getError()) - Math.abs(second.get(i).getError());
    }
    var random = new Random(SEED);
    double[] means = new double[SAMPLES];
    for (int sample = 0; sample < SAMPLES; sample++) {
      for (int i = 0; i < differences.length; i++) {
        means[sample] += differences[random.nextInt(differences.length)] / differences.length;
      }
    }
    Arrays.sort(means);
    return new Difference(
        Arrays.stream(differences).average().orElseThrow(),
        means[(int) (TAIL * SAMPLES)],
        means[(int) ((1 - TAIL) * SAMPLES) - 1]);
  }
}
