package io.epochgraph.prediction;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

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
   * A model and what leaving one out says of it.
   *
   * @param leftOut (runs), each run's outcome as estimated from the others
   */
  record Fit(KernelModel model, double[] leftOut) {}

  /**
   * The fit with the least squared error on left-out runs; of equals the widest kernel and the
   * largest penalty.
   */
  static Fit fit(double[][] x /* (runs, columns), standardised */, double[] y /* (runs) */) {
    double[][] distances = distances(x);
    double least = Double.POSITIVE_INFINITY;
    double bestScale = Double.NaN;
    double bestLambda = Double.NaN;
    double[] best = null;
    for (int s = SCALES.length - 1; s >= 0; s--) {
      double scale = SCALES[s] * Math.sqrt(x[0].length);
      DMatrixRMaj similarities = similarities(distances, scale);
      centre(similarities);
      var leaveOneOut = new LeaveOneOut(similarities, y);
      for (int step = STEPS - 1; step >= 0; step--) {
        double lambda = StrictMath.pow(10, -4 + 0.5 * step);
        double[] leftOut = leaveOneOut.estimates(lambda);
        double error = RidgeFitter.squaredError(leftOut, y);
        if (error < least) {
          least = error;
          bestScale = scale;
          bestLambda = lambda;
          best = leftOut;
        }
      }
    }
    return new Fit(model(x, y, distances, bestScale, bestLambda), best);
  }

  private static KernelModel model(
      double[][] x, double[] y, double[][] distances, double scale, double lambda) {
    int runs = y.length;
    double mean = Arrays.stream(y).average().orElseThrow();
    DMatrixRMaj similarities = similarities(distances, scale);
    double[] averages = averages(similarities);
    centre(similarities);
    DMatrixRMaj outcomes = new DMatrixRMaj(runs, 1);
    for (int i = 0; i < runs; i++) {
      similarities.add(i, i, lambda);
      outcomes.set(i, 0, y[i] - mean);
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(runs);
    if (!solver.setA(similarities)) {
      throw new IllegalArgumentException(
          "lambda is " + lambda + "; the runs' similarities need a larger one to be solvable");
    }
    DMatrixRMaj weights = new DMatrixRMaj(runs, 1);
    solver.solve(outcomes, weights);
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
   */
  private static void centre(DMatrixRMaj similarities) {
    double[] averages = averages(similarities);
    double average = Arrays.stream(averages).average().orElseThrow();
    for (int i = 0; i < averages.length; i++) {
      for (int j = 0; j < averages.length; j++) {
        similarities.add(i, j, average - averages[i] - averages[j]);
      }
    }
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
