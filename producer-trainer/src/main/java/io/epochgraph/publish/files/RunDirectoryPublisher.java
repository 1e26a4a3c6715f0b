package io.epochgraph.publish.files;

import io.epochgraph.networks.FeatureShape;
import io.epochgraph.networks.NetworkDescription;
import io.epochgraph.publish.OnFull;
import io.epochgraph.publish.PublishedLayer;
import io.epochgraph.publish.RunPublication;
import io.epochgraph.publish.RunStart;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.publish.files.RecordedRun.RecordedEpoch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Publishes recorded runs, each as one run with all its epochs. */
public final class RunDirectoryPublisher {

  private final WeightPublisher publisher;

  /**
   * @param publisher one that waits for room ({@link OnFull#BLOCK}); it stays open, and what could
   *     not be sent it tells when it is closed
   */
  public RunDirectoryPublisher(WeightPublisher publisher) {
    if (publisher.settings().onFull() != OnFull.BLOCK) {
      throw new IllegalArgumentException(
          "publisher with onFull %s: want BLOCK, as files can wait"
              .formatted(publisher.settings().onFull()));
    }
    this.publisher = publisher;
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
    NetworkDescription network = check(run);
    FeatureShape input = network.input();
    RunPublication publication =
        publisher.start(
            RunStart.first(
                run.run(),
                run.descriptor(),
                List.of(input.channels(), input.height(), input.width()),
                run.plannedEpochs(),
                run.startedAt()));
    for (RecordedEpoch epoch : run.epochs()) {
      if (epoch.checkpoint().isEmpty()) {
        publication.metricsOnly(epoch.epoch(), epoch.metrics());
        continue;
      }
      try (var file = SafetensorsFile.open(epoch.checkpoint().get())) {
        List<PublishedLayer> layers = CheckpointLayers.read(network, file);
        publication.epoch(epoch.epoch(), layers, epoch.metrics(), epoch.trainedAt());
      }
    }
    publication.end(run.end());
    return run;
  }

  private static NetworkDescription check(RecordedRun run) throws IOException {
    NetworkDescription network = null;
    for (RecordedEpoch epoch : run.checkpoints()) {
      try (var file = SafetensorsFile.open(epoch.checkpoint().orElseThrow())) {
        if (network == null) {
          network = CheckpointLayers.network(run.descriptor().getNetwork(), file);
        }
        CheckpointLayers.read(network, file);
      }
    }
    return network;
  }
}
