package io.epochgraph.prediction;

/** Tells runs that will end at the threshold or above it from those that will not. */
public sealed interface HighLowModel permits SvmModel, MlpModel, ConstantModel, ResidualModel {
  /** The number of columns it takes. */
  int columns();

  /** The probability, from 0 to 1, that the outcome will be at the threshold or above it. */
  double probabilityHigh(double[] standardised /* (columns) */);
}
