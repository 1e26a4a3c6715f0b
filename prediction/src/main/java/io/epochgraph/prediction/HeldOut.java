package io.epochgraph.prediction;

/**
 * What was said of a run by a predictor that had not learnt from it.
 *
 * @param run its id
 * @param outcome the accuracy it reached
 * @param lastAccuracy the latest validation accuracy seen by then, NaN where none was
 * @param forecast what was said: an estimate, or that the run has diverged
 */
public record HeldOut(String run, double outcome, double lastAccuracy, Forecast forecast) {}
