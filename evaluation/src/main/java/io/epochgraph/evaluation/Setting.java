package io.epochgraph.evaluation;

/**
 * What is judged under which conditions.
 *
 * @param split how runs are divided
 * @param diverged whether runs that have diverged by an epoch count there
 */
public record Setting(Split split, boolean diverged) {
  /** How runs are divided into folds. */
  public enum Split {
    /** By chance, as the paper does. */
    RANDOM,
    /** Runs with one learning rate stand in one fold: none is predicted by its twin. */
    GROUPED
  }
}
