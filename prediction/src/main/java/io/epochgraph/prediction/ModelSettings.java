package io.epochgraph.prediction;

/**
 * Which models a predictor has.
 *
 * @param regression estimates the outcome
 * @param classifier tells high from low
 */
public record ModelSettings(Regression regression, ClassifierSettings classifier) {
  /** How outcomes are estimated. */
  public enum Regression {
    /** A linear regression. */
    RIDGE,
    /** A kernel ridge regression with an exponential kernel. */
    KERNEL
  }

  /** A ridge regression, and a support vector machine beside it. */
  public static ModelSettings svm() {
    return new ModelSettings(Regression.RIDGE, ClassifierSettings.svm());
  }

  /** A ridge regression, and a perceptron beside it. */
  public static ModelSettings mlp() {
    return new ModelSettings(Regression.RIDGE, ClassifierSettings.mlp());
  }

  /**
   * A ridge regression, which also tells high from low: with few runs more often right than a
   * classifier of its own, and never at odds with the estimate.
   */
  public static ModelSettings ridge() {
    return new ModelSettings(Regression.RIDGE, new ClassifierSettings.Residuals());
  }

  /** A kernel regression, which also tells high from low: the best with tens of runs or more. */
  public static ModelSettings kernel() {
    return new ModelSettings(Regression.KERNEL, new ClassifierSettings.Residuals());
  }
}
