package io.epochgraph.prediction;

import java.util.function.Function;

/** How runs are divided into folds. */
public sealed interface Division {
  /** By chance, high and low runs apart, so that each fold has its share of both. */
  record Stratified() implements Division {}

  /**
   * Whole groups by chance: runs of one group stand in one fold, so that none is predicted by its
   * twin.
   *
   * @param group the group of a run
   */
  record Grouped(Function<FittingRun, String> group) implements Division {}
}
