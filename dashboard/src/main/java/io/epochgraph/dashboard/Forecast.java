package io.epochgraph.dashboard;

import io.epochgraph.contract.Prediction;
import java.time.Instant;

/**
 * One prediction, with its score once there is one.
 *
 * @param epoch the epoch after which it was made
 * @param predictor the predictor's id; empty with {@code NO_PREDICTOR}
 * @param version the predictor's version; 0 with {@code NO_PREDICTOR}
 * @param status {@code PREDICTED}, {@code DIVERGED}, {@code NO_PREDICTOR} or {@code UNKNOWN}
 * @param target {@code BEST_VALIDATION_ACCURACY} or {@code FINAL_VALIDATION_ACCURACY}, or null
 * @param accuracy the predicted accuracy, or null
 * @param interval where the accuracy comes to lie, or null where the predictor promises nothing
 * @param abstention why the predictor abstains, so that nothing that it says should be relied on;
 *     null where it does not
 * @param probabilityHigh the probability that the accuracy reaches the threshold, or null
 * @param verdict {@code HIGH}, {@code LOW} or null
 * @param lastValidationAccuracy the plain forecast beside it: the last validation accuracy
 * @param champion whether it comes from the champion of its cohort; null where that is not known
 * @param fittedOn whether the predictor was fitted on this very run: then this is no forecast
 * @param reason why there is no prediction, or null
 * @param nextCommand the command that would help, or null
 * @param actual the accuracy that the run came to, or null while it is not scored
 * @param error predicted minus actual, or null
 */
public record Forecast(
    String run,
    int attempt,
    int epoch,
    String window,
    String predictor,
    int version,
    String status,
    String target,
    Double accuracy,
    Interval interval,
    String abstention,
    Double probabilityHigh,
    String verdict,
    Double threshold,
    Double lastValidationAccuracy,
    Boolean champion,
    boolean fittedOn,
    String reason,
    String nextCommand,
    Instant trainedAt,
    Double actual,
    Double error) {

  /**
   * Where an accuracy comes to lie.
   *
   * @param lower from here, a fraction
   * @param upper to here, a fraction
   * @param coverage the share of runs, in (0, 1), whose accuracy lies within such intervals
   */
  public record Interval(double lower, double upper, double coverage) {

    /** Null where there is none, or where it is none. */
    private static Interval of(io.epochgraph.contract.Interval stated) {
      return stated != null
              && stated.getLower() <= stated.getUpper()
              && Double.isFinite(stated.getUpper() - stated.getLower())
              && stated.getCoverage() > 0
              && stated.getCoverage() < 1
          ? new Interval(stated.getLower(), stated.getUpper(), stated.getCoverage())
          : null;
    }
  }

  static Forecast of(Prediction prediction) {
    return new Forecast(
        prediction.getRun(),
        prediction.getAttempt(),
        prediction.getEpoch(),
        prediction.getWindow(),
        prediction.getPredictor(),
        prediction.getVersion(),
        prediction.getStatus().name(),
        prediction.getTarget(),
        Finite.orNull(prediction.getAccuracy()),
        Interval.of(prediction.getInterval()),
        prediction.getAbstention(),
        Finite.orNull(prediction.getProbabilityHigh()),
        prediction.getVerdict() == null ? null : prediction.getVerdict().name(),
        Finite.orNull(prediction.getThreshold()),
        Finite.orNull(prediction.getLastValidationAccuracy()),
        prediction.getChampion(),
        prediction.getFittedOn(),
        prediction.getReason(),
        prediction.getNextCommand(),
        prediction.getTrainedAt(),
        null,
        null);
  }

  boolean hasPredictor() {
    return !status.equals("NO_PREDICTOR");
  }

  /** The same with what its predictor and its score say; {@code score} may be null. */
  Forecast with(boolean nowFittedOn, boolean champions, Outcome score) {
    return new Forecast(
        run,
        attempt,
        epoch,
        window,
        predictor,
        version,
        status,
        target,
        accuracy,
        interval,
        abstention,
        probabilityHigh,
        verdict,
        threshold,
        lastValidationAccuracy,
        champions,
        nowFittedOn,
        reason,
        nextCommand,
        trainedAt,
        score == null ? null : score.actual(),
        score == null ? null : score.error());
  }
}
