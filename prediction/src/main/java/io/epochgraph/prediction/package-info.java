/**
 * Predicts how a network's training will end from how it began: what a predictor sees of a run
 * ({@link io.epochgraph.prediction.Observation}, {@link io.epochgraph.prediction.InputSpec}), the
 * models on plain arrays ({@link io.epochgraph.prediction.FittedPredictor}), fitting them ({@link
 * io.epochgraph.prediction.PredictorFitter}) and judging them ({@link
 * io.epochgraph.prediction.Evaluation}).
 *
 * <p>Accuracies are fractions from 0 to 1. Records keep their own copies of the arrays they are
 * given; the arrays their accessors return are theirs and are to be read only. Everything here is
 * immutable and may be shared by threads.
 */
package io.epochgraph.prediction;
