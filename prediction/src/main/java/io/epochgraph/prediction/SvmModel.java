package io.epochgraph.prediction;

/**
 * A support vector machine with Platt scaling: the score f(x) = intercept + Σ weights[i] ·
 * k(vectors[i], x) becomes the probability 1 / (1 + exp(slope · f(x) + offset)). Costs one kernel
 * evaluation per vector; one of a linear kernel has a single vector, the normal of its plane.
 *
 * @param kernel k
 * @param columns the number of columns
 * @param vectors (vectors, columns), standardised
 * @param weights (vectors), the multipliers with the sign of their class
 * @param intercept the score far from every vector
 * @param slope at most 0: a higher score never means a lower probability
 * @param offset the logarithm of the odds of low at score 0
 */
public record SvmModel(
    Kernel kernel,
    int columns,
    double[][] vectors,
    double[] weights,
    double intercept,
    double slope,
    double offset)
    implements HighLowModel {
  public SvmModel {
    Require.that(columns > 0, "columns is %s; it must be at least 1", columns);
    vectors = Require.finiteCopy(vectors, columns, "vectors");
    weights = Require.finiteCopy(weights, "weights");
    Require.that(
        weights.length == vectors.length,
        "There are %s weights and %s vectors; each vector needs one",
        weights.length,
        vectors.length);
    Require.finite(intercept, "intercept");
    Require.finite(slope, "slope");
    Require.that(slope <= 0, "slope is %s; it must be at most 0", slope);
    Require.finite(offset, "offset");
  }

  /** The score: above 0 on the side of the high runs. */
  public double score(double[] standardised /* (columns) */) {
    Require.columns(standardised.length, columns, this);
    double score = intercept;
    for (int i = 0; i < vectors.length; i++) {
      score += weights[i] * kernel.apply(standardised, vectors[i]);
    }
    return score;
  }

  @Override
  public double probabilityHigh(double[] standardised) {
    double logOddsOfLow = slope * score(standardised) + offset;
    double small = StrictMath.exp(-Math.abs(logOddsOfLow));
    return logOddsOfLow >= 0 ? small / (1 + small) : 1 / (1 + small);
  }
}
