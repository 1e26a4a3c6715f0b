package io.epochgraph.prediction;

/**
 * Says the same of every run. It stands in where all fitted runs ended on one side of the
 * threshold, so that nothing could be learnt about the other.
 *
 * @param columns the number of columns it takes and ignores
 * @param probability the probability of a high outcome, from 0 to 1
 */
public record ConstantModel(int columns, double probability) implements HighLowModel {
  public ConstantModel {
    Require.that(columns > 0, "columns is %s; it must be at least 1", columns);
    Require.fraction(probability, "probability");
  }

  /** Laplace's rule of succession, (high + 1) / (runs + 2): never quite 0 or 1. */
  static ConstantModel ruleOfSuccession(int columns, int high, int runs) {
    return new ConstantModel(columns, (high + 1.0) / (runs + 2.0));
  }

  @Override
  public double probabilityHigh(double[] standardised) {
    Require.columns(standardised.length, columns, this);
    return probability;
  }
}
