package io.epochgraph.prediction;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Fits ridge regressions with an unpenalised intercept to columns of mean 0, and chooses the
 * penalty by leaving one run out at a time. With more columns than runs it works on the runs' inner
 * products, so either may be the larger number.
 */
final class RidgeFitter {
  /** The penalties tried, per run: 1e-3 to 1e4 in half decades. */
  private static final int STEPS = 15;

  private RidgeFitter() {}

  /** The fit whose penalty has the least squared error on left-out runs; of equals the largest. */
  static Regressed<RidgeModel> fit(double[][] x /* (runs, columns) */, double[] y /* (runs) */) {
    int runs = x.length;
    DMatrixRMaj design = new DMatrixRMaj(x);
    DMatrixRMaj products = new DMatrixRMaj(runs, runs);
    CommonOps_DDRM.multTransB(design, design, products);
    LeaveOneOut.Choice choice = new LeaveOneOut(products, y).choose(lambdas(runs));
    return new Regressed<>(fit(x, y, choice.lambda()), choice.leftOut());
  }

  private static double[] lambdas(int runs) {
    double[] lambdas = new double[STEPS];
    Arrays.setAll(lambdas, step -> runs * StrictMath.pow(10, -3 + 0.5 * step));
    return lambdas;
  }

  /** The fit with a given penalty above 0. */
  static RidgeModel fit(double[][] x, double[] y, double lambda) {
    DMatrixRMaj design = new DMatrixRMaj(x);
    double mean = mean(y);
    DMatrixRMaj outcomes = new DMatrixRMaj(y.length, 1);
    for (int i = 0; i < y.length; i++) {
      outcomes.set(i, 0, y[i] - mean);
    }
    DMatrixRMaj coefficients = new DMatrixRMaj(design.numCols, 1);
    if (design.numCols <= design.numRows) {
      DMatrixRMaj right = new DMatrixRMaj(design.numCols, 1);
      CommonOps_DDRM.multTransA(design, outcomes, right);
      DMatrixRMaj left = new DMatrixRMaj(design.numCols, design.numCols);
      CommonOps_DDRM.multInner(design, left);
      solve(left, lambda, right, coefficients);
    } else {
      DMatrixRMaj left = new DMatrixRMaj(design.numRows, design.numRows);
      CommonOps_DDRM.multOuter(design, left);
      DMatrixRMaj multipliers = new DMatrixRMaj(design.numRows, 1);
      solve(left, lambda, outcomes, multipliers);
      CommonOps_DDRM.multTransA(design, multipliers, coefficients);
    }
    return new RidgeModel(coefficients.getData(), mean, lambda);
  }

  /** Solves (left + λI) solution = right and changes left. */
  static void solve(DMatrixRMaj left, double lambda, DMatrixRMaj right, DMatrixRMaj solution) {
    for (int i = 0; i < left.numRows; i++) {
      left.add(i, i, lambda);
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(left.numRows);
    if (!solver.setA(left)) {
      throw new IllegalArgumentException(
          "lambda is " + lambda + "; the columns need a larger one to be solvable");
    }
    solver.solve(right, solution);
  }

  private static double mean(double[] y) {
    double sum = 0;
    for (double value : y) {
      sum += value;
    }
    return sum / y.length;
  }
}
