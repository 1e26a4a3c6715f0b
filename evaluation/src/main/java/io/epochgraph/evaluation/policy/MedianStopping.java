package io.epochgraph.evaluation.policy;

/**
 * The median stopping rule: stops a run whose best accuracy up to an epoch is below the median of
 * the other completed runs' mean accuracies up to that epoch. Completed are those that have ended
 * without being stopped.
 *
 * <p>D. Golovin, B. Solnik, S. Moitra et al.: Google Vizier: A Service for Black-Box Optimization,
 * KDD 2017.
 *
 * @param least completed runs, without which nothing is stopped
 */
public record MedianStopping(int least) implements StoppingPolicy {

  public MedianStopping {
    if (least < 1) {
      throw new IllegalArgumentException("%d completed runs: want 1 or more".formatted(least));
    }
  }

  @Override
  public String name() {
    return "median stopping";
  }

  @Override
  public boolean stops(Progress run, PlayedSweep sweep) {
    double[] means =
        sweep.runs().stream()
            .filter(other -> other.state() == Progress.State.ENDED)
            .mapToDouble(other -> other.mean(Math.min(run.epoch(), other.epoch())))
            .filter(mean -> !Double.isNaN(mean))
            .sorted()
            .toArray();
    return means.length >= least && run.best() < median(means);
  }

  private static double median(double[] sorted) {
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
