package io.epochgraph.prediction;

/** Which classifier tells high from low, and how it is fitted. */
public sealed interface ClassifierSettings {
  /** A support vector machine with a Gaussian kernel, the choice for few runs. */
  static Svm svm() {
    return new Svm(SvmKernel.GAUSSIAN, 1);
  }

  /** A perceptron with one hidden layer. */
  static Mlp mlp() {
    return new Mlp(8, 0.05, 0.02, 2000);
  }

  /** By the accuracy's estimate and the errors of such estimates; there is nothing to fit. */
  record Residuals() implements ClassifierSettings {}

  /** Those that are fitted to high and low runs. */
  sealed interface Fitted extends ClassifierSettings {}

  /** A support vector machine's kernel. */
  enum SvmKernel {
    LINEAR,
    /** Of width σ = √columns, so that two typical runs' similarity is 1/e. */
    GAUSSIAN
  }

  /**
   * A support vector machine.
   *
   * @param kernel its kernel
   * @param softMargin the penalty C of a run on the wrong side, above 0; smaller is smoother
   */
  record Svm(SvmKernel kernel, double softMargin) implements Fitted {
    public Svm {
      Require.finite(softMargin, "softMargin");
      Require.that(softMargin > 0, "softMargin is %s; it must be above 0", softMargin);
    }
  }

  /**
   * A perceptron with one hidden layer of hyperbolic tangents, fitted run by run by gradient
   * descent on the likelihood.
   *
   * @param hidden neurons in the hidden layer
   * @param learningRate of each step, above 0
   * @param weightDecay the penalty on squared weights, at least 0; without it few runs are learnt
   *     by heart
   * @param steps the number of steps at least; passes over the runs are completed
   */
  record Mlp(int hidden, double learningRate, double weightDecay, int steps) implements Fitted {
    public Mlp {
      Require.that(hidden > 0, "hidden is %s; it must be at least 1", hidden);
      Require.finite(learningRate, "learningRate");
      Require.that(learningRate > 0, "learningRate is %s; it must be above 0", learningRate);
      Require.finite(weightDecay, "weightDecay");
      Require.that(weightDecay >= 0, "weightDecay is %s; it must not be negative", weightDecay);
      Require.that(
          learningRate * weightDecay <= 0.05,
          "learningRate * weightDecay is %s; it must be at most 0.05, or each step would take more"
              + " than a tenth off the weights",
          learningRate * weightDecay);
      Require.that(steps > 0, "steps is %s; it must be at least 1", steps);
    }
  }
}
