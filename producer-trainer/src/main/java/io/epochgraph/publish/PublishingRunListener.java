package io.epochgraph.publish;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.math.DType;
import io.epochgraph.networks.FeatureShape;
import io.epochgraph.trainer.EpochMetrics;
import io.epochgraph.trainer.RunListener;
import io.epochgraph.trainer.RunOutcome;
import io.epochgraph.trainer.RunSettings;
import io.epochgraph.trainer.network.LayerWeights;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Publishes a run while it trains. The event time of an epoch is when the trainer tells of it.
 *
 * <p>Beside what the contract names, {@code momentum}, {@code patience}, {@code seed}, {@code
 * trainingImages} and {@code validationImages} are among the run's other hyperparameters.
 */
public final class PublishingRunListener implements RunListener {

  private final WeightPublisher publisher;
  private final InstantSource clock;
  private RunPublication publication;

  /** Publishes with {@code publisher}, which stays open. */
  public PublishingRunListener(WeightPublisher publisher, InstantSource clock) {
    this.publisher = publisher;
    this.clock = clock;
  }

  @Override
  public void started(io.epochgraph.trainer.RunStart run) {
    FeatureShape input = run.network().input();
    publication =
        publisher.start(
            RunStart.first(
                run.settings().run(),
                descriptor(run),
                List.of(input.channels(), input.height(), input.width()),
                run.settings().epochs(),
                clock.instant()));
  }

  @Override
  public void epoch(int epoch, List<LayerWeights> layers, EpochMetrics metrics) {
    List<PublishedLayer> published =
        layers.stream()
            .map(
                layer ->
                    layer.layer().kind().hasWeights()
                        ? PublishedLayer.of(
                            layer.layer(), DType.F32, ByteBuffer.wrap(layer.bytes()))
                        : PublishedLayer.weightless(layer.layer()))
            .toList();
    var measured =
        new Metrics(
            metrics.trainingLoss(),
            metrics.validationLoss(),
            metrics.validationAccuracy(),
            metrics.learningRate(),
            metrics.seconds());
    try {
      publication.epoch(epoch, published, measured, clock.instant());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while epoch " + epoch + " waited for room", e);
    }
  }

  @Override
  public void ended(RunOutcome outcome) {
    if (publication == null) {
      return; // it failed before it could be announced
    }
    publication.end(
        new RunEnd(
            RunStatus.valueOf(outcome.status().name()),
            measured(outcome.bestAccuracy()),
            measured(outcome.finalAccuracy()),
            outcome.epochs(),
            Optional.of(outcome.reason()).filter(reason -> !reason.isEmpty()),
            clock.instant()));
  }

  private static RunDescriptor descriptor(io.epochgraph.trainer.RunStart run) {
    RunSettings settings = run.settings();
    var others =
        Map.of(
            "momentum", Double.toString(settings.momentum()),
            "patience", Integer.toString(settings.patience()),
            "seed", Long.toString(settings.seed()),
            "trainingImages", Integer.toString(run.trainingImages()),
            "validationImages", Integer.toString(run.validationImages()));
    return new RunDescriptor(
        settings.network(),
        run.dataset(),
        settings.sweep().isEmpty() ? null : settings.sweep(),
        new Hyperparameters(
            settings.learningRate(), settings.dropout(), settings.batchSize(), "sgd", others));
  }

  private static OptionalDouble measured(double accuracy) {
    return Double.isNaN(accuracy) ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
  }
}
