package io.epochgraph.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up rows and runs whose outcome follows from a hidden number, plus noise. */
final class SyntheticRuns {
  static final SignatureKey KEY = new SignatureKey("rolled", "degree", "raw");

  private SyntheticRuns() {}

  /** Runs with windows of 1 to {@code epochs} + 1 snapshots. */
  static List<FittingRun> runs(int count, int epochs, long seed) {
    Random random = new Random(seed);
    List<FittingRun> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double quality = random.nextDouble();
      double[] signature = random.doubles((epochs + 1) * 5L, 0.5, 1).toArray();
      double[] accuracy = new double[epochs + 1];
      double[] loss = new double[epochs + 1];
      accuracy[0] = 0.1;
      loss[0] = Double.NaN;
      for (int t = 1; t <= epochs; t++) {
        signature[t * 5] = signature[0] + 1e-3 * t * quality * random.nextDouble(0.8, 1.2);
        accuracy[t] = Math.clamp(0.1 + 0.05 * t * quality + 0.01 * random.nextGaussian(), 0, 1);
        loss[t] = 2.3 - 0.1 * t * quality + 0.02 * random.nextGaussian();
      }
      Map<Integer, Observation> observations = new HashMap<>();
      for (int end = 0; end <= epochs; end++) {
        observations.put(
            end,
            observation(
                Arrays.copyOf(signature, (end + 1) * 5),
                Arrays.copyOf(accuracy, end + 1),
                Arrays.copyOf(loss, end + 1)));
      }
      runs.add(new FittingRun("run-%03d".formatted(i), 0.1 + 0.6 * quality, observations));
    }
    return runs;
  }

  static Observation observation(double[] signature, double[] accuracy, double[] loss) {
    return new Observation(Map.of(KEY, signature), accuracy, loss, false);
  }

  static Observation diverged(int snapshots) {
    double[] unknown = new double[snapshots];
    Arrays.fill(unknown, Double.NaN);
    return new Observation(Map.of(), unknown, unknown, true);
  }

  /** (runs, columns) normal values, each column with a mean and a spread of its own. */
  static double[][] rows(int runs, int columns, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[runs][columns];
    for (double[] row : x) {
      for (int j = 0; j < columns; j++) {
        row[j] = j + (1 + j % 7) * random.nextGaussian();
      }
    }
    return x;
  }

  /** (runs) outcomes that depend on the first three columns of standardised rows. */
  static double[] outcomes(double[][] standardised, long seed) {
    Random random = new Random(seed);
    double[] y = new double[standardised.length];
    for (int i = 0; i < y.length; i++) {
      double[] row = standardised[i];
      double score = row[0] - 0.5 * row[1 % row.length] + 0.3 * row[2 % row.length];
      y[i] = Math.clamp(0.4 + 0.1 * score + 0.03 * random.nextGaussian(), 0.0, 1.0);
    }
    return y;
  }

  static boolean[] high(double[] outcomes, double threshold) {
    boolean[] high = new boolean[outcomes.length];
    for (int i = 0; i < high.length; i++) {
      high[i] = outcomes[i] >= threshold;
    }
    return high;
  }
}
