package io.epochgraph.publish.files;

import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.publish.RunEnd;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run that has ended, with what was kept of it.
 *
 * @param startedAt when it began
 * @param epochs in order, without a gap
 * @param end how it ended
 */
public record RecordedRun(
    String run,
    RunDescriptor descriptor,
    int plannedEpochs,
    Instant startedAt,
    List<RecordedEpoch> epochs,
    RunEnd end) {

  /**
   * One epoch.
   *
   * @param checkpoint the weights after it, where they were kept
   */
  public record RecordedEpoch(
      int epoch, Metrics metrics, Instant trainedAt, Optional<Path> checkpoint) {}

  /** Copies. */
  public RecordedRun {
    epochs = List.copyOf(epochs);
  }

  /** The epochs whose weights were kept. */
  public List<RecordedEpoch> checkpoints() {
    return epochs.stream().filter(epoch -> epoch.checkpoint().isPresent()).toList();
  }
}
