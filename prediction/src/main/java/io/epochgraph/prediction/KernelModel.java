package io.epochgraph.prediction;

/**
 * Kernel ridge regression: intercept + Σ weights[i] · exp(−‖vectors[i] − x‖ / scale). Far from
 * every fitted run it says the intercept. Costs one distance per run.
 *
 * @param vectors the fitted runs, (runs, columns), standardised
 * @param weights (runs)
 * @param intercept the estimate far from every run
 * @param scale the distance at which a run counts 1/e as much as at its own place, above 0
 * @param lambda the penalty it was fitted with
 * @param farthest the greatest distance from a fitted run to the fitted run nearest to it
 */
public record KernelModel(
    double[][] vectors,
    double[] weights,
    double intercept,
    double scale,
    double lambda,
    double farthest)
    implements AccuracyModel {
  public KernelModel {
    Require.that(vectors.length > 0, "vectors is empty; it needs one per fitted run");
    vectors = Require.finiteCopy(vectors, vectors[0].length, "vectors");
    Require.that(vectors[0].length > 0, "vectors has no columns; there must be at least one");
    weights = Require.finiteCopy(weights, "weights");
    Require.that(
        weights.length == vectors.length,
        "There are %s weights and %s vectors; each vector needs one",
        weights.length,
        vectors.length);
    Require.finite(intercept, "intercept");
    Require.finite(scale, "scale");
    Require.that(scale > 0, "scale is %s; it must be above 0", scale);
    Require.finite(lambda, "lambda");
    Require.that(lambda >= 0, "lambda is %s; it must not be negative", lambda);
    Require.finite(farthest, "farthest");
    Require.that(farthest >= 0, "farthest is %s; it must not be negative", farthest);
  }

  @Override
  public int columns() {
    return vectors[0].length;
  }

  @Override
  public double predict(double[] standardised) {
    Require.columns(standardised.length, columns(), this);
    var kernel = new Kernel.Exponential(scale);
    double sum = intercept;
    for (int i = 0; i < vectors.length; i++) {
      sum += weights[i] * kernel.apply(vectors[i], standardised);
    }
    return sum;
  }

  /**
   * How far it is to the nearest fitted run, in units of the greatest such distance among the
   * fitted runs themselves. Of n + 1 runs drawn alike, one at most is above 1, so a run there is
   * unlike the fitted ones but with a probability of 1 / (n + 1).
   */
  public double remoteness(double[] standardised /* (columns) */) {
    Require.columns(standardised.length, columns(), this);
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] vector : vectors) {
      nearest = Math.min(nearest, Kernel.Exponential.distance(vector, standardised));
    }
    if (nearest == 0) {
      return 0;
    }
    return farthest == 0 ? Double.POSITIVE_INFINITY : nearest / farthest;
  }
}
