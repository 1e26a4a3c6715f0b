package io.epochgraph.dashboard;

import io.epochgraph.contract.Score;

/**
 * How good one prediction turned out.
 *
 * @param epoch the epoch after which the prediction was made
 * @param predicted the predicted accuracy; null for a run that diverged
 * @param actual the accuracy it came to
 * @param error predicted minus actual, or null
 * @param lastAccuracyError last validation accuracy at that epoch minus actual, or null
 * @param threshold the threshold between high and low, or null
 * @param verdictRight whether high or low was right, or null
 * @param champion whether the champion of its cohort made the prediction
 * @param fittedOn whether the predictor was fitted on this very run: then it counts in no error
 */
public record Outcome(
    String run,
    int attempt,
    int epoch,
    String window,
    String predictor,
    int version,
    String target,
    Double predicted,
    double actual,
    Double error,
    Double lastAccuracyError,
    Double probabilityHigh,
    Double threshold,
    Boolean verdictRight,
    boolean champion,
    boolean fittedOn) {

  /**
   * Checks that the outcome is an accuracy.
   *
   * @throws IllegalArgumentException where {@code actual} is NaN or infinite
   */
  public Outcome {
    if (!Double.isFinite(actual)) {
      throw new IllegalArgumentException(
          "actual accuracy %s of run %s: want a fraction in [0, 1]".formatted(actual, run));
    }
  }

  /** Whether the last accuracy, taken as the prediction, was on the right side; null if unknown. */
  Boolean lastAccuracyRight() {
    if (lastAccuracyError == null || threshold == null) {
      return null;
    }
    boolean saidHigh = (actual + lastAccuracyError) >= threshold;
    boolean isHigh = actual >= threshold;
    return saidHigh == isHigh;
  }

  static Outcome of(Score score) {
    return new Outcome(
        score.getRun(),
        score.getAttempt(),
        score.getEpoch(),
        score.getWindow(),
        score.getPredictor(),
        score.getVersion(),
        score.getTarget(),
        Finite.orNull(score.getPredicted()),
        score.getActual(),
        Finite.orNull(score.getError()),
        Finite.orNull(score.getLastAccuracyError()),
        Finite.orNull(score.getProbabilityHigh()),
        Finite.orNull(score.getThreshold()),
        score.getVerdictRight(),
        false,
        false);
  }

  Outcome with(boolean nowFittedOn, boolean champions) {
    return new Outcome(
        run,
        attempt,
        epoch,
        window,
        predictor,
        version,
        target,
        predicted,
        actual,
        error,
        lastAccuracyError,
        probabilityHigh,
        threshold,
        verdictRight,
        champions,
        nowFittedOn);
  }
}
