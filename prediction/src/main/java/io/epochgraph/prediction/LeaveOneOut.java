package io.epochgraph.prediction;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * What regressions with a squared penalty and an unpenalised intercept say of each run when they
 * are fitted to all others, without refitting: with H the matrix that maps outcomes to fitted
 * values, the residual of a left-out run is its fitted residual divided by 1 − H[i,i]. One
 * eigendecomposition, O(runs³), serves all penalties.
 */
final class LeaveOneOut {
  private final EigenDecomposition_F64<DMatrixRMaj> eigen;
  private final double[] y;
  private final double mean;

  /**
   * @param products the runs' inner products, (runs, runs), centred: every row and column sums to 0
   * @param y the outcomes, (runs)
   */
  LeaveOneOut(DMatrixRMaj products, double[] y) {
    int runs = y.length;
    this.eigen = DecompositionFactory_DDRM.eig(runs, true, true);
    if (!eigen.decompose(products)) {
      throw new IllegalArgumentException(
          "The inner products of the " + runs + " runs' columns have no eigendecomposition");
    }
    this.y = y;
    this.mean = Arrays.stream(y).average().orElse(Double.NaN);
  }

  /**
   * A penalty.
   *
   * @param error the squared error on left-out runs
   * @param leftOut (runs), each run's outcome as estimated from the others
   */
  record Choice(double lambda, double error, double[] leftOut) {}

  /**
   * The penalty with the least squared error on left-out runs; of equals the largest.
   *
   * @param lambdas above 0, rising
   */
  Choice choose(double[] lambdas) {
    Choice best = null;
    for (int step = lambdas.length - 1; step >= 0; step--) {
      double[] leftOut = estimates(lambdas[step]);
      double error = squaredError(leftOut, y);
      if (best == null || error < best.error()) {
        best = new Choice(lambdas[step], error, leftOut);
      }
    }
    return best;
  }

  static double squaredError(double[] estimates, double[] y) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += (estimates[i] - y[i]) * (estimates[i] - y[i]);
    }
    return sum;
  }

  /** (runs), each run's outcome as estimated from the others, with a penalty above 0. */
  double[] estimates(double lambda) {
    int runs = y.length;
    double[] fitted = new double[runs];
    double[] leverage = new double[runs];
    Arrays.fill(fitted, mean);
    Arrays.fill(leverage, 1.0 / runs);
    for (int k = 0; k < runs; k++) {
      double value = Math.max(0, eigen.getEigenvalue(k).getReal());
      double kept = value / (value + lambda);
      DMatrixRMaj vector = eigen.getEigenVector(k);
      double projection = 0;
      for (int i = 0; i < runs; i++) {
        projection += vector.get(i) * (y[i] - mean);
      }
      for (int i = 0; i < runs; i++) {
        fitted[i] += vector.get(i) * kept * projection;
        leverage[i] += vector.get(i) * vector.get(i) * kept;
      }
    }
    double[] leftOut = new double[runs];
    for (int i = 0; i < runs; i++) {
      leftOut[i] = y[i] - (y[i] - fitted[i]) / (1 - leverage[i]);
    }
    return leftOut;
  }
}
