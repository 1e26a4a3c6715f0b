package io.epochgraph.prediction;

/**
 * A fitted regression and what leaving one out says of it.
 *
 * @param leftOut (runs), each run's outcome as estimated from the others
 */
record Regressed<M extends AccuracyModel>(M model, double[] leftOut) {}
