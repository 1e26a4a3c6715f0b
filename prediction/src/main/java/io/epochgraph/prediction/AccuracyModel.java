package io.epochgraph.prediction;

/** Estimates the outcome itself, an accuracy. */
public sealed interface AccuracyModel permits RidgeModel, KernelModel {
  /** The number of columns it takes. */
  int columns();

  /** The estimated accuracy, which may lie outside [0, 1]. */
  double predict(double[] standardised /* (columns) */);
}
