package io.epochgraph.trainer;

/**
 * Hears how a sweep gets on; calls come one at a time, from several threads. Of each run: {@link
 * #started}, batches and epochs, {@link #ended}.
 */
public interface SweepListener {

  /** A worker has loaded the images and waits for runs. */
  default void ready(int worker, int trainingImages, int validationImages) {}

  /** A worker has taken a run. */
  default void started(int worker, RunSettings run) {}

  /** Told a few times a second; {@code done} of {@code total} batches of the epoch are trained. */
  default void batches(RunSettings run, int epoch, int done, int total) {}

  /** An epoch is finished; epoch 0 is the untrained network. */
  default void epoch(RunSettings run, int epoch, EpochMetrics metrics) {}

  /**
   * A worker's process died with a run in flight, hence without a word to the run's {@link
   * RunListener}; {@link #ended} follows with the same outcome. Who keeps a record of runs notes
   * the failure here.
   */
  default void crashed(RunSettings run, RunOutcome outcome) {}

  /** A run has ended. */
  default void ended(RunSettings run, RunOutcome outcome) {}
}
