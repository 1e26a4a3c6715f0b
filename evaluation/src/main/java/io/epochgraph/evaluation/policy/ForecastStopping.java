package io.epochgraph.evaluation.policy;

/**
 * Stops a run when the best that it can become, by its latest forecast, is below what some run of
 * the sweep has reached already; and a diverged run at once. With the curve alone as the forecasts'
 * input it is the rule of B. Baker, O. Gupta, R. Raskar, N. Naik: Accelerating Neural Architecture
 * Search using Performance Prediction, 2017.
 *
 * @param name with how the bounds were made
 */
public record ForecastStopping(String name, UpperBounds bounds) implements StoppingPolicy {

  @Override
  public boolean stops(Progress run, PlayedSweep sweep) {
    if (run.diverged()) {
      return true;
    }
    double bound = bounds.latest(run.run(), run.epoch()).orElse(Double.POSITIVE_INFINITY);
    return Math.max(bound, run.best()) < sweep.best();
  }
}
