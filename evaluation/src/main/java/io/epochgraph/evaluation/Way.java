package io.epochgraph.evaluation;

import io.epochgraph.prediction.Estimator;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.ModelSettings;

/**
 * A way to predict.
 *
 * @param name for people
 * @param inputs what is looked at
 * @param method what is made of it
 */
public record Way(String name, InputSpec inputs, Method method) {

  /** One with a predictor's models. */
  public Way(String name, InputSpec inputs, ModelSettings models) {
    this(name, inputs, new Method.Models(models));
  }

  /** What is made of the inputs. */
  public sealed interface Method {
    /** A predictor's models. */
    record Models(ModelSettings settings) implements Method {}

    /** A baseline, which never becomes a predictor. */
    record Baseline(Estimator estimator) implements Method {}

    /** Nothing: a run ends where it stands. */
    record LastAccuracy() implements Method {}
  }
}
