package io.epochgraph.prediction;

import java.util.OptionalDouble;

/**
 * What to fit.
 *
 * @param id the predictor's id
 * @param version the predictor's version
 * @param cohort the runs it is to speak for
 * @param target the outcome it is to estimate
 * @param threshold outcomes from here on are high; empty takes the median of the runs' outcomes
 * @param window the kind of window the observations are of, such as {@code expanding}
 * @param inputs the columns to see
 * @param models which models, and how they are fitted
 * @param minimumRuns end epochs with fewer usable runs get no model; at least 3
 */
public record FittingSettings(
    String id,
    int version,
    Cohort cohort,
    Target target,
    OptionalDouble threshold,
    String window,
    InputSpec inputs,
    ModelSettings models,
    int minimumRuns) {
  /** The least number of runs for which a fit is worth having. */
  public static final int DEFAULT_MINIMUM_RUNS = 6;

  public FittingSettings {
    threshold.ifPresent(value -> Require.fraction(value, "threshold"));
    Require.that(minimumRuns >= 3, "minimumRuns is %s; it must be at least 3", minimumRuns);
  }

  /**
   * Version 1 for the best validation accuracy against the median, on expanding windows, with a
   * support vector machine and {@value #DEFAULT_MINIMUM_RUNS} runs at least.
   */
  public static FittingSettings of(String id, Cohort cohort, InputSpec inputs) {
    return new FittingSettings(
        id,
        1,
        cohort,
        Target.BEST_VALIDATION_ACCURACY,
        OptionalDouble.empty(),
        "expanding",
        inputs,
        ModelSettings.svm(),
        DEFAULT_MINIMUM_RUNS);
  }

  public FittingSettings withVersion(int newVersion) {
    return new FittingSettings(
        id, newVersion, cohort, target, threshold, window, inputs, models, minimumRuns);
  }

  public FittingSettings withTarget(Target newTarget) {
    return new FittingSettings(
        id, version, cohort, newTarget, threshold, window, inputs, models, minimumRuns);
  }

  public FittingSettings withThreshold(double newThreshold) {
    return new FittingSettings(
        id,
        version,
        cohort,
        target,
        OptionalDouble.of(newThreshold),
        window,
        inputs,
        models,
        minimumRuns);
  }

  public FittingSettings withModels(ModelSettings newModels) {
    return new FittingSettings(
        id, version, cohort, target, threshold, window, inputs, newModels, minimumRuns);
  }

  public FittingSettings withMinimumRuns(int newMinimumRuns) {
    return new FittingSettings(
        id, version, cohort, target, threshold, window, inputs, models, newMinimumRuns);
  }
}
