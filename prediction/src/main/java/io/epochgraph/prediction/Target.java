package io.epochgraph.prediction;

/** The outcome a predictor estimates. */
public enum Target {
  BEST_VALIDATION_ACCURACY,
  FINAL_VALIDATION_ACCURACY
}
