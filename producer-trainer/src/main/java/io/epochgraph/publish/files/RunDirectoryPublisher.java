package io.epochgraph.publish.files;

import io.epochgraph.networks.files.NetworkFile;
import io.epochgraph.publish.OnFull;
import io.epochgraph.publish.RunPublication;
import io.epochgraph.publish.RunStart;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.publish.files.RecordedRun.RecordedEpoch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Publishes recorded runs, each as one run with all its epochs. Checkpoints are read as they are
 * sent, a chunk at a time: neither the heap nor a buffer need hold one.
 */
public final class RunDirectoryPublisher {

  private final WeightPublisher publisher;
  private final Duration pace;

  /** Publishes at full speed. */
  public RunDirectoryPublisher(WeightPublisher publisher) {
    this(publisher, Duration.ZERO);
  }

  /**
   * @param publisher one that waits for room ({@link OnFull#BLOCK}); it stays open, and what could
   *     not be sent it tells when it is closed
   * @param pace what lies between two epochs of a run, 0 or more
   */
  public RunDirectoryPublisher(WeightPublisher publisher, Duration pace) {
    if (pace.isNegative()) {
      throw new IllegalArgumentException("pace %s: want 0 or more".formatted(pace));
    }
    if (publisher.settings().onFull() != OnFull.BLOCK) {
      throw new IllegalArgumentException(
          "publisher with onFull %s: want BLOCK, as files can wait"
              .formatted(publisher.settings().onFull()));
    }
    this.publisher = publisher;
    this.pace = pace;
  }

  /**
   * Hands a run over: its start, every checkpoint in the type it is kept in, and its end. Epochs
   * without a checkpoint go as metrics with the next one that has one. Nothing is handed over
   * unless all files are right.
   *
   * @param directory as {@link RunDirectory} describes it
   * @throws IllegalArgumentException if a file is wrong or the network is not known
   * @throws IOException if a file cannot be read
   */
  public RecordedRun publish(Path directory) throws IOException, InterruptedException {
    RecordedRun run = RunDirectory.read(directory);
    var checkpoints = new CheckpointLayers(directory, run.descriptor().getNetwork());
    for (RecordedEpoch epoch : run.checkpoints()) {
      try (NetworkFile file = checkpoints.open(epoch.checkpoint().orElseThrow())) {
        CheckpointLayers.read(file);
      }
    }
    RunPublication publication =
        publisher.start(
            RunStart.first(
                run.run(),
                run.descriptor(),
                checkpoints.input(),
                run.plannedEpochs(),
                run.startedAt()));
    for (RecordedEpoch epoch : run.epochs()) {
      if (epoch.epoch() > run.epochs().getFirst().epoch()) {
        Thread.sleep(pace);
      }
      if (epoch.checkpoint().isEmpty()) {
        publication.metricsOnly(epoch.epoch(), epoch.metrics());
        continue;
      }
      try (NetworkFile file = checkpoints.open(epoch.checkpoint().get())) {
        publication.epochInPlace(
            epoch.epoch(), CheckpointLayers.read(file), epoch.metrics(), epoch.trainedAt());
      }
    }
    publication.end(run.end());
    return run;
  }
}
