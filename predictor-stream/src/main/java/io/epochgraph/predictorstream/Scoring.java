package io.epochgraph.predictorstream;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.Score;
import io.epochgraph.contract.state.OpenPrediction;
import io.epochgraph.contract.state.RunForecasts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How good a prediction turned out. A prediction counts if its predictor was not fitted on the run;
 * an outcome counts unless the run was stopped from outside or failed.
 */
public final class Scoring {

  private Scoring() {}

  /**
   * How good {@code prediction} turned out; empty where the run has no outcome, where there is no
   * prediction, and where its predictor was fitted on the run.
   */
  public static Optional<Score> score(Prediction prediction, Run run) {
    if (!counts(prediction) || !hasOutcome(run)) {
      return Optional.empty();
    }
    var known =
        RunForecasts.newBuilder()
            .setBestValidationAccuracy(run.getBestValidationAccuracy())
            .setFinalValidationAccuracy(run.getFinalValidationAccuracy())
            .setAttempt(run.getAttempt())
            .build();
    return Optional.of(
        score(prediction.getRun(), prediction.getDescriptor(), known, open(prediction)));
  }

  /** Whether {@code prediction} can be scored. */
  static boolean counts(Prediction prediction) {
    return prediction.getStatus() == PredictionStatus.PREDICTED && !prediction.getFittedOn();
  }

  /** Whether {@code run} ended with an outcome. */
  static boolean hasOutcome(Run run) {
    boolean ended =
        run.getStatus() == RunStatus.COMPLETED || run.getStatus() == RunStatus.EARLY_STOPPED;
    return ended
        && isFraction(run.getBestValidationAccuracy())
        && isFraction(run.getFinalValidationAccuracy());
  }

  private static boolean isFraction(Double value) {
    return value != null && value >= 0 && value <= 1;
  }

  /** What is known of the run after {@code prediction}, which takes the place of its like. */
  static RunForecasts with(RunForecasts known, OpenPrediction prediction) {
    var predictions = new ArrayList<OpenPrediction>();
    known.getPredictions().stream()
        .filter(other -> !isSame(other, prediction))
        .forEach(predictions::add);
    predictions.add(prediction);
    return RunForecasts.newBuilder(known).setPredictions(predictions).build();
  }

  /** What is known of the run after its outcome, or nothing where that is known already. */
  static Optional<RunForecasts> with(RunForecasts known, Run outcome) {
    boolean same =
        Objects.equals(known.getBestValidationAccuracy(), outcome.getBestValidationAccuracy())
            && Objects.equals(
                known.getFinalValidationAccuracy(), outcome.getFinalValidationAccuracy())
            && known.getAttempt() == outcome.getAttempt();
    if (same || outcome.getAttempt() < known.getAttempt()) {
      return Optional.empty();
    }
    return Optional.of(
        RunForecasts.newBuilder(known)
            .setBestValidationAccuracy(outcome.getBestValidationAccuracy())
            .setFinalValidationAccuracy(outcome.getFinalValidationAccuracy())
            .setAttempt(outcome.getAttempt())
            .build());
  }

  /** What is known of a run that resumes: its outcome is open again. */
  static RunForecasts reopened(RunForecasts known, Run resumed) {
    return RunForecasts.newBuilder(known)
        .setBestValidationAccuracy(null)
        .setFinalValidationAccuracy(null)
        .setAttempt(resumed.getAttempt())
        .build();
  }

  /** The prediction as it is kept until the run ends. */
  static OpenPrediction open(Prediction prediction) {
    return OpenPrediction.newBuilder()
        .setAttempt(prediction.getAttempt())
        .setEpoch(prediction.getEpoch())
        .setWindow(prediction.getWindow())
        .setPredictor(prediction.getPredictor())
        .setVersion(prediction.getVersion())
        .setTarget(prediction.getTarget())
        .setAccuracy(prediction.getAccuracy())
        .setProbabilityHigh(prediction.getProbabilityHigh())
        .setThreshold(prediction.getThreshold())
        .setLastValidationAccuracy(prediction.getLastValidationAccuracy())
        .setTrainedAt(prediction.getTrainedAt())
        .setInterval(prediction.getInterval())
        .build();
  }

  /** The scores of {@code predictions}; none while the run has no outcome. */
  static List<Score> scores(
      String run, RunDescriptor descriptor, RunForecasts known, List<OpenPrediction> predictions) {
    if (known.getBestValidationAccuracy() == null) {
      return List.of();
    }
    return predictions.stream()
        .map(prediction -> score(run, descriptor, known, prediction))
        .toList();
  }

  private static Score score(
      String run, RunDescriptor descriptor, RunForecasts known, OpenPrediction prediction) {
    boolean best = prediction.getTarget().equals("BEST_VALIDATION_ACCURACY");
    double actual = best ? known.getBestValidationAccuracy() : known.getFinalValidationAccuracy();
    Double last = prediction.getLastValidationAccuracy();
    Double predicted = prediction.getAccuracy();
    Double high = prediction.getProbabilityHigh();
    Boolean right =
        high == null ? null : (Boolean) ((high >= 0.5) == (actual >= prediction.getThreshold()));
    return Score.newBuilder()
        .setRun(run)
        .setAttempt(prediction.getAttempt())
        .setEpoch(prediction.getEpoch())
        .setWindow(prediction.getWindow())
        .setPredictor(prediction.getPredictor())
        .setVersion(prediction.getVersion())
        .setTarget(prediction.getTarget())
        .setPredicted(predicted)
        .setActual(actual)
        .setError(predicted == null ? null : predicted - actual)
        .setLastAccuracyError(last == null ? null : last - actual)
        .setThreshold(prediction.getThreshold())
        .setProbabilityHigh(high)
        .setVerdictRight(right)
        .setDescriptor(descriptor)
        .setTrainedAt(prediction.getTrainedAt())
        .setInterval(prediction.getInterval())
        .build();
  }

  private static boolean isSame(OpenPrediction a, OpenPrediction b) {
    return a.getEpoch() == b.getEpoch()
        && a.getWindow().equals(b.getWindow())
        && a.getPredictor().equals(b.getPredictor())
        && a.getVersion() == b.getVersion();
  }
}
