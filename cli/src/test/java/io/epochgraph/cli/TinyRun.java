package io.epochgraph.cli;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.publish.OnFull;
import io.epochgraph.publish.PublishedLayer;
import io.epochgraph.publish.PublisherSettings;
import io.epochgraph.publish.RunEnd;
import io.epochgraph.publish.RunStart;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.schemas.ClusterSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs of a network of two linear layers, with the initial weights and two epochs. */
public final class TinyRun {
  private static final int EPOCHS = 2;
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private TinyRun() {}

  /**
   * Publishes a whole run that learns as far as {@code talent}, a fraction, says: its weights move
   * and its accuracy rises with it. NaN makes it diverge.
   */
  public static void publish(ClusterSettings cluster, String run, double talent)
      throws InterruptedException {
    var settings = PublisherSettings.defaults().withOnFull(OnFull.BLOCK);
    var descriptor =
        new RunDescriptor("tiny", "none", null, new Hyperparameters(0.1, 0.0, 8, "sgd", Map.of()));
    double reached = Double.isNaN(talent) ? 0.1 : talent;
    try (var publisher = WeightPublisher.open(cluster, settings)) {
      var publication =
          publisher.start(RunStart.first(run, descriptor, List.of(4, 1, 1), EPOCHS, START));
      for (int epoch = 0; epoch <= EPOCHS; epoch++) {
        double accuracy = 0.1 + (reached - 0.1) * epoch / EPOCHS;
        var metrics = new Metrics(epoch == 0 ? null : 1.0, 1.0, accuracy, 0.1, 0.5);
        float moved = epoch == 0 ? 0 : (float) (talent * epoch);
        publication.epoch(epoch, layers(moved), metrics, START.plusSeconds(60L * epoch));
      }
      publication.end(
          RunEnd.outcome(
              RunStatus.COMPLETED, reached, reached, EPOCHS, START.plusSeconds(60L * EPOCHS + 1)));
    }
  }

  private static List<PublishedLayer> layers(float moved) {
    return List.of(linear("fc1", 3, 4, moved), linear("fc2", 2, 3, moved));
  }

  private static PublishedLayer linear(String name, int outputs, int inputs, float moved) {
    var weights = ByteBuffer.allocate(outputs * inputs * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < outputs * inputs; i++) {
      float initial = (float) Math.sin(i + 1);
      weights.putFloat(initial + moved * initial * Math.abs(initial));
    }
    return PublishedLayer.of(LayerSpec.linear(name, outputs, inputs), DType.F32, weights.flip());
  }
}
