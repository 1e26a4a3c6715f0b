package io.epochgraph.predictorstream;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.SignatureFeature;
import io.epochgraph.prediction.Observation;
import io.epochgraph.prediction.RunSettings;
import io.epochgraph.prediction.SignatureKey;
import java.util.HashMap;
import java.util.Objects;
import java.util.function.Function;

/** Signatures as predictors see them. */
public final class Observations {

  private Observations() {}

  /**
   * The observation that {@code signature} is.
   *
   * @throws IllegalArgumentException where its parts do not fit each other
   */
  public static Observation of(Signature signature) {
    var signatures = new HashMap<SignatureKey, double[]>();
    for (SignatureFeature feature : signature.getFeatures()) {
      var key =
          new SignatureKey(
              feature.getRepresentation(),
              feature.getFeature(),
              feature.getAggregator(),
              Objects.requireNonNullElse(feature.getLayer(), ""));
      signatures.put(key, feature.getValues().stream().mapToDouble(Double::doubleValue).toArray());
    }
    Hyperparameters settings = signature.getDescriptor().getHyperparameters();
    return new Observation(
        signatures,
        curve(signature, Metrics::getValidationAccuracy),
        curve(signature, Metrics::getTrainLoss),
        new RunSettings(settings.getLearningRate(), settings.getDropout()),
        signature.getDiverged());
  }

  private static double[] curve(Signature signature, Function<Metrics, Double> metric) {
    return signature.getMetrics().stream()
        .map(metric)
        .mapToDouble(value -> value == null ? Double.NaN : value)
        .toArray();
  }
}
