package io.epochgraph.prediction;

import java.util.function.ToDoubleFunction;

/** A way to estimate outcomes that is judged beside predictors but never becomes one. */
@FunctionalInterface
public interface Estimator {
  /**
   * Learns from runs.
   *
   * @return the estimate of a row of as many standardised columns
   */
  ToDoubleFunction<double[]> fit(
      double[][] x /* (runs, columns), standardised */, double[] outcomes /* (runs) */);
}
