package io.epochgraph.trainer;

import io.epochgraph.trainer.network.LayerWeights;
import java.util.List;

/**
 * Hears of one run while it trains, on the training thread: {@link #started} once, {@link #epoch}
 * for 0, 1, 2, …, {@link #ended} once. Training waits while a method runs; one that throws fails
 * the run.
 */
public interface RunListener {

  /** Before anything is trained. */
  void started(RunStart run);

  /**
   * After an epoch; epoch 0 is the initial weights, before any training.
   *
   * @param layers in the network's order, shortcuts and layers without weights among them, copies
   *     that belong to the listener
   */
  void epoch(int epoch, List<LayerWeights> layers, EpochMetrics metrics);

  /** After the last epoch, or when the run failed. */
  void ended(RunOutcome outcome);

  /** After each batch; {@code done} of {@code total} of the epoch are trained. */
  default void batch(int epoch, int done, int total) {}

  /** A listener that tells both, the first one first. */
  default RunListener and(RunListener other) {
    return new BothListeners(this, other);
  }
}
