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
  private static final int SWEEPS = 64;

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
   * Of a matrix without negative values. Power steps then replace what rounding left of components
   * that are many decades below the largest.
   */
  static SmallSpectrum ofNonNegative(DMatrixRMaj symmetric) {
    SmallSpectrum rough = of(symmetric);
    int n = rough.vector.length;
    double[] vector = new double[n];
    for (int i = 0; i < n; i++) {
      vector[i] = Math.abs(rough.vector[i]);
    }
    for (int sweep = 0; rough.largest > 0 && sweep < SWEEPS; sweep++) {
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += symmetric.unsafe_get(i, j) * vector[j];
        }
        // the mean of two steps: a bipartite graph's steps alone would swing
        next[i] = (vector[i] + sum / rough.largest) / 2;
      }
      vector = next;
    }
    double norm = Kernels.norm(vector);
    for (int i = 0; i < n; i++) {
      vector[i] /= norm;
    }
    return new SmallSpectrum(rough.largest, vector);
  }
}
