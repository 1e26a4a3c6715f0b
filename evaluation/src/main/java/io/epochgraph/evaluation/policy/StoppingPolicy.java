package io.epochgraph.evaluation.policy;

/**
 * Says after each epoch of a run whether to stop it for good. Asked again of the same moment it
 * answers the same.
 */
public interface StoppingPolicy {

  /** For people, with its settings. */
  String name();

  /**
   * Whether to stop a run.
   *
   * @param run has just ended an epoch, and not its last
   * @param sweep all runs, this one too
   */
  boolean stops(Progress run, PlayedSweep sweep);

  /** One for a sweep of its own, which only one thread plays; itself, unless it learns. */
  default StoppingPolicy forSweep() {
    return this;
  }
}
