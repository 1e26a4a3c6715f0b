package io.epochgraph.trainer;

/**
 * Attaches a listener to each run that a worker trains, for example one that publishes. Workers get
 * the implementation by class name; it has a public constructor that takes the {@code Map<String,
 * String>} of client properties in {@link WorkerSettings}.
 */
public interface RunListeners extends AutoCloseable {

  /** The listener of one run, before the run starts. One that throws fails the run. */
  RunListener attach(RunSettings run);

  /**
   * After the worker's last run. A worker waits for it, at most 32 s, time to publish three epochs
   * of ResNet-50 at 9 MB a second.
   */
  @Override
  void close();
}
