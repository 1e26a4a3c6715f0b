package io.epochgraph.evaluation.policy;

/**
 * Stops a run whose accuracy has not risen above its best for some epochs.
 *
 * @param epochs without a new best, at least 1
 */
public record Patience(int epochs) implements StoppingPolicy {

  public Patience {
    if (epochs < 1) {
      throw new IllegalArgumentException("patience %d: want 1 epoch or more".formatted(epochs));
    }
  }

  @Override
  public String name() {
    return "patience %d".formatted(epochs);
  }

  @Override
  public boolean stops(Progress run, PlayedSweep sweep) {
    return run.epoch() > epochs && run.best() <= run.best(run.epoch() - epochs);
  }
}
