package io.epochgraph.math;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The largest eigenvalue of a small symmetric matrix and its eigenvector, of length 1 and with a
 * sum that is not negative.
 */
@SuppressWarnings("ArrayRecordComponent") // a result, never compared
record SmallSpectrum(double largest, double[] vector) {
  private static final int SWEEPS = 200;
  private static final double SMALL = 1e-6;
  private static final double PRECISE = 1e-13;

  /**
   * Of any symmetric matrix.
   *
   * @throws IllegalStateException if there is none, as for a matrix that is not finite
   */
  static SmallSpectrum of(DMatrixRMaj symmetric) {
    int n = symmetric.getNumRows();
    double strongest = CommonOps_DDRM.elementMaxAbs(symmetric);
    if (strongest == 0) {
      double[] first = new double[n];
      first[0] = 1;
      return new SmallSpectrum(0, first);
    }
    DMatrixRMaj scaled = symmetric.copy();
    CommonOps_DDRM.divide(scaled, strongest);
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    if (!eigen.decompose(scaled)) {
      throw new IllegalStateException("no eigenvalues of a matrix of " + n + " rows");
    }
    int first = 0;
    for (int i = 1; i < n; i++) {
      first = eigen.getEigenvalue(i).real > eigen.getEigenvalue(first).real ? i : first;
    }
    DMatrixRMaj vector = eigen.getEigenVector(first);
    CommonOps_DDRM.scale(
        (CommonOps_DDRM.elementSum(vector) < 0 ? -1 : 1) / Kernels.norm(vector.data), vector);
    return new SmallSpectrum(eigen.getEigenvalue(first).real * strongest, vector.data);
  }

  /**
   * Of a matrix without negative values. Components that are many decades below the largest, and so
   * little more than rounding, are then computed from the others, to nearly full precision.
   */
  static SmallSpectrum ofNonNegative(DMatrixRMaj symmetric) {
    SmallSpectrum rough = of(symmetric);
    if (rough.largest == 0) {
      return rough;
    }
    double[] vector = new double[rough.vector.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Math.abs(rough.vector[i]);
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double change = 0;
      for (int step = 0; step < vector.length; step++) {
        int i = sweep % 2 == 0 ? step : vector.length - 1 - step;
        if (Math.abs(rough.vector[i]) < SMALL) {
          double before = vector[i];
          vector[i] = product(symmetric, i, vector) / rough.largest;
          change = Math.max(change, Math.abs(vector[i] - before) / vector[i]);
        }
      }
      if (!(change > PRECISE)) {
        break;
      }
    }
    double norm = Kernels.norm(vector);
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= norm;
    }
    return new SmallSpectrum(rough.largest, vector);
  }

  private static double product(DMatrixRMaj matrix, int row, double[] vector) {
    double sum = 0;
    for (int j = 0; j < vector.length; j++) {
      sum += matrix.unsafe_get(row, j) * vector[j];
    }
    return sum;
  }
}
