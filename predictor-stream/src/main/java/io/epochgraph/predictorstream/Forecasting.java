package io.epochgraph.predictorstream;

import io.epochgraph.contract.Cohort;
import io.epochgraph.contract.Interval;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.contract.Quantile;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.Verdict;
import io.epochgraph.prediction.FittedPredictor;
import io.epochgraph.prediction.Forecast;
import io.epochgraph.prediction.LeftOut;
import io.epochgraph.prediction.Observation;
import java.util.ArrayList;
import java.util.List;

/** What the predictors of a cohort make of a signature. */
final class Forecasting {

  private static final String EXPANDING = "expanding";

  private Forecasting() {}

  /**
   * One prediction for each predictor that reads the signature's window. Where the cohort has no
   * predictor at all, one that says so, once an epoch: for the expanding window.
   *
   * @param observation what predictors see of the signature
   * @param cohort the predictors for the run's network and dataset
   */
  static List<Prediction> of(Signature signature, Observation observation, List<Shelved> cohort) {
    var predictions = new ArrayList<Prediction>();
    for (Shelved shelved : cohort) {
      if (shelved.predictor().window().equals(signature.getWindow())) {
        predictions.add(predict(signature, observation, shelved));
      }
    }
    if (cohort.isEmpty() && signature.getWindow().equals(EXPANDING)) {
      predictions.add(withoutPredictor(signature, observation));
    }
    return predictions;
  }

  private static Prediction predict(Signature signature, Observation observation, Shelved shelved) {
    FittedPredictor predictor = shelved.predictor();
    Prediction.Builder prediction =
        about(signature, observation)
            .setPredictor(predictor.id())
            .setVersion(predictor.version())
            .setTarget(predictor.target().name())
            .setChampion(shelved.champion())
            .setCohort(
                new Cohort(
                    predictor.cohort().network(),
                    predictor.cohort().dataset(),
                    predictor.target().name()))
            .setInputs(predictor.inputs().texts())
            .setThreshold(predictor.threshold())
            .setFittedOn(predictor.fittedOn().contains(signature.getRun()));
    switch (forecast(signature, observation, predictor)) {
      case Forecast.Predicted predicted ->
          prediction
              .setStatus(PredictionStatus.PREDICTED)
              .setAccuracy(predicted.accuracy())
              .setProbabilityHigh(predicted.probabilityHigh())
              .setVerdict(Verdict.valueOf(predicted.verdict().name()))
              .setInterval(predicted.interval().map(Forecasting::encode).orElse(null))
              .setQuantiles(
                  predicted.quantiles().stream()
                      .map(of -> new Quantile(of.probability(), of.accuracy()))
                      .toList())
              .setAbstention(predicted.abstention().orElse(null));
      case Forecast.Diverged() ->
          prediction
              .setStatus(PredictionStatus.DIVERGED)
              .setReason("some weights are NaN or infinite");
      case Forecast.NotCovered(var reason) ->
          prediction.setStatus(PredictionStatus.NO_PREDICTOR).setReason(reason);
    }
    return prediction.build();
  }

  private static Interval encode(LeftOut.Interval interval) {
    return new Interval(interval.lower(), interval.upper(), interval.coverage());
  }

  /** A predictor whose numbers overflow has no forecast, and stops nothing. */
  private static Forecast forecast(
      Signature signature, Observation observation, FittedPredictor predictor) {
    try {
      return predictor.predict(signature.getEpoch(), observation);
    } catch (IllegalArgumentException e) {
      return new Forecast.NotCovered(
          "Predictor %s: at epoch %d: %s"
              .formatted(predictor.key(), signature.getEpoch(), e.getMessage()));
    }
  }

  private static Prediction withoutPredictor(Signature signature, Observation observation) {
    Prediction.Builder prediction = about(signature, observation).setPredictor("").setVersion(0);
    if (signature.getDiverged()) {
      return prediction
          .setStatus(PredictionStatus.DIVERGED)
          .setReason("some weights are NaN or infinite")
          .build();
    }
    String network = signature.getDescriptor().getNetwork();
    String dataset = signature.getDescriptor().getDataset();
    return prediction
        .setStatus(PredictionStatus.NO_PREDICTOR)
        .setReason("no predictor has been fitted for %s on %s".formatted(network, dataset))
        .setNextCommand(
            "epochgraph predictor train --network %s --dataset %s".formatted(network, dataset))
        .build();
  }

  private static Prediction.Builder about(Signature signature, Observation observation) {
    double last = observation.lastValidationAccuracy();
    return Prediction.newBuilder()
        .setRun(signature.getRun())
        .setAttempt(signature.getAttempt())
        .setEpoch(signature.getEpoch())
        .setWindow(signature.getWindow())
        .setLastValidationAccuracy(Double.isNaN(last) ? null : last)
        .setDigest(signature.getDigest())
        .setDescriptor(signature.getDescriptor())
        .setTrainedAt(signature.getTrainedAt());
  }
}
