package io.epochgraph.prediction;

/**
 * Ridge regression: intercept + Σ coefficients · x.
 *
 * @param coefficients (columns)
 * @param intercept the estimate at the fitted runs' mean
 * @param lambda the penalty it was fitted with: the coefficients minimise ‖y − Xβ‖² + λ‖β‖²
 */
public record RidgeModel(double[] coefficients, double intercept, double lambda)
    implements AccuracyModel {
  public RidgeModel {
    coefficients = Require.finiteCopy(coefficients, "coefficients");
    Require.that(coefficients.length > 0, "coefficients is empty; it needs one per column");
    Require.finite(intercept, "intercept");
    Require.finite(lambda, "lambda");
    Require.that(lambda >= 0, "lambda is %s; it must not be negative", lambda);
  }

  @Override
  public int columns() {
    return coefficients.length;
  }

  @Override
  public double predict(double[] standardised) {
    Require.columns(standardised.length, columns(), this);
    double sum = intercept;
    for (int j = 0; j < coefficients.length; j++) {
      sum += coefficients[j] * standardised[j];
    }
    return sum;
  }
}
