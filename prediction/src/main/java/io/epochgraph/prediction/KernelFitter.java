package io.epochgraph.prediction;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Fits kernel ridge regressions with an exponential kernel and an unpenalised intercept, and
 * chooses the kernel's scale and the penalty by leaving one run out at a time. Nothing is drawn by
 * chance. Costs O(runs³) per scale: some 50 ms for 200 runs.
 */
final class KernelFitter {
  /** Scales tried, in units of √columns, the distance of two rows that differ by 1 everywhere. */
  private static final double[] SCALES = {0.5, 1, 2, 4, 8, 16};

  /** The penalties tried: 1e-4 to 10 in half decades. */
  private static final int STEPS = 11;

  private KernelFitter() {}

  /**
   * The fit with the least squared error on left-out runs; of equals the widest kernel and the
   * largest penalty.
   */
  static Regressed<KernelModel> fit(
      double[][] x /* (runs, columns), standardised */, double[] y /* (runs) */) {
    double[][] distances = distances(x);
    double[] lambdas = lambdas();
    double bestScale = Double.NaN;
    LeaveOneOut.Choice best = null;
    for (int s = SCALES.length - 1; s >= 0; s--) {
      double scale = SCALES[s] * Math.sqrt(x[0].length);
      DMatrixRMaj similarities = similarities(distances, scale);
      centre(similarities);
      LeaveOneOut.Choice choice = new LeaveOneOut(similarities, y).choose(lambdas);
      if (best == null || choice.error() < best.error()) {
        bestScale = scale;
        best = choice;
      }
    }
    KernelModel model = model(x, y, distances, bestScale, best.lambda());
    return new Regressed<>(model, best.leftOut());
  }

  private static double[] lambdas() {
    double[] lambdas = new double[STEPS];
    Arrays.setAll(lambdas, step -> StrictMath.pow(10, -4 + 0.5 * step));
    return lambdas;
  }

  private static KernelModel model(
      double[][] x, double[] y, double[][] distances, double scale, double lambda) {
    int runs = y.length;
    double mean = Arrays.stream(y).average().orElseThrow();
    DMatrixRMaj similarities = similarities(distances, scale);
    double[] averages = centre(similarities);
    DMatrixRMaj outcomes = new DMatrixRMaj(runs, 1);
    for (int i = 0; i < runs; i++) {
      outcomes.set(i, 0, y[i] - mean);
    }
    DMatrixRMaj weights = new DMatrixRMaj(runs, 1);
    RidgeFitter.solve(similarities, lambda, outcomes, weights);
    double intercept = mean;
    for (int i = 0; i < runs; i++) {
      intercept -= weights.get(i) * averages[i];
    }
    return new KernelModel(x, weights.getData(), intercept, scale, lambda, farthest(distances));
  }

  private static double[][] distances(double[][] x) {
    double[][] distances = new double[x.length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        distances[i][j] = Kernel.Exponential.distance(x[i], x[j]);
        distances[j][i] = distances[i][j];
      }
    }
    return distances;
  }

  private static DMatrixRMaj similarities(double[][] distances, double scale) {
    int runs = distances.length;
    DMatrixRMaj similarities = new DMatrixRMaj(runs, runs);
    for (int i = 0; i < runs; i++) {
      for (int j = 0; j < runs; j++) {
        similarities.set(i, j, StrictMath.exp(-distances[i][j] / scale));
      }
    }
    return similarities;
  }

  /**
   * Takes the mean of its row and of its column off every value: then the weights sum to 0 and the
   * intercept is free.
   *
   * @return the rows' means before
   */
  private static double[] centre(DMatrixRMaj similarities) {
    double[] averages = averages(similarities);
    double average = Arrays.stream(averages).average().orElseThrow();
    for (int i = 0; i < averages.length; i++) {
      for (int j = 0; j < averages.length; j++) {
        similarities.add(i, j, average - averages[i] - averages[j]);
      }
    }
    return averages;
  }

  private static double[] averages(DMatrixRMaj symmetric) {
    double[] averages = new double[symmetric.numRows];
    for (int i = 0; i < averages.length; i++) {
      for (int j = 0; j < averages.length; j++) {
        averages[i] += symmetric.get(i, j) / averages.length;
      }
    }
    return averages;
  }

  private static double farthest(double[][] distances) {
    double farthest = 0;
    for (int i = 0; i < distances.length; i++) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int j = 0; j < distances.length; j++) {
        nearest = j == i ? nearest : Math.min(nearest, distances[i][j]);
      }
      farthest = Math.max(farthest, nearest);
    }
    return farthest;
  }
}
