package io.epochgraph.prediction;

/**
 * What a run was started with, as its trainer says.
 *
 * @param learningRate the optimizer's first one; NaN where unknown
 * @param dropout the rate, in [0, 1); NaN where unknown
 */
public record RunSettings(double learningRate, double dropout) {
  /** Nothing is known. */
  public static final RunSettings UNKNOWN = new RunSettings(Double.NaN, Double.NaN);
}
