package io.epochgraph.prediction;

import java.util.Map;

/**
 * A finished run to learn from.
 *
 * @param run its id
 * @param outcome the accuracy it reached, of the kind the predictor's {@link Target} names
 * @param byEndEpoch what was seen of it up to each epoch
 */
public record FittingRun(String run, double outcome, Map<Integer, Observation> byEndEpoch) {
  public FittingRun {
    Require.that(!run.isBlank(), "run is \"%s\"; it must be a run's id", run);
    Require.fraction(outcome, "outcome of run " + run);
    byEndEpoch = Map.copyOf(byEndEpoch);
  }
}
