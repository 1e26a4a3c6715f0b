package io.epochgraph.publish;

import io.epochgraph.contract.RunStatus;
import io.epochgraph.math.DType;
import io.epochgraph.networks.FeatureShape;
import io.epochgraph.trainer.EpochMetrics;
import io.epochgraph.trainer.RunListener;
import io.epochgraph.trainer.RunOutcome;
import io.epochgraph.trainer.network.LayerWeights;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Publishes a run while it trains, with the descriptor of {@link RunDescriptors}. The event time of
 * an epoch is when the trainer tells of it.
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
                RunDescriptors.of(run),
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
    try {
      publication.epoch(epoch, published, RunDescriptors.of(metrics), clock.instant());
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

  private static OptionalDouble measured(double accuracy) {
    return Double.isNaN(accuracy) ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
  }
}
