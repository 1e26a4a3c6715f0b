/**
 * Signatures become predictions, and the predictions of ended runs scores: {@code signatures},
 * {@code predictors} and {@code runs} in, {@code predictions} and {@code scores} out. Fits
 * predictors, too.
 */
package io.epochgraph.predictorstream;
