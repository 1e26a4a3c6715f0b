package io.epochgraph.cli.torture;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.local.ParentWatch;
import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.publish.PublishedLayer;
import io.epochgraph.publish.PublisherSettings;
import io.epochgraph.publish.RunStart;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A trainer that is to be killed in the middle of an epoch, which is large so that there is a
 * middle: {@code DoomedTrainerChild <bootstrap servers> <registry> <topic prefix> <run>}.
 */
final class DoomedTrainerChild {

  private static final int LAYERS = 8;
  private static final int WIDTH = 1448; // 8 MB of weights in each layer

  private DoomedTrainerChild() {}

  public static void main(String... args) throws InterruptedException {
    ParentWatch.start();
    var settings = PublisherSettings.defaults().withTopics(new Topics(args[2]));
    try (var publisher = WeightPublisher.open(ClusterSettings.of(args[0], args[1]), settings)) {
      var hyperparameters = new Hyperparameters(0.01, 0.0, 32, "sgd", Map.of());
      var descriptor = new RunDescriptor("doomed", SeededRun.DATASET, "torture", hyperparameters);
      var run =
          publisher.start(
              RunStart.first(args[3], descriptor, List.of(WIDTH, 1, 1), 1, Instant.EPOCH));
      var weights = ByteBuffer.allocateDirect(WIDTH * WIDTH * Float.BYTES);
      List<PublishedLayer> layers =
          IntStream.range(0, LAYERS)
              .mapToObj(i -> LayerSpec.linear("fc" + i, WIDTH, WIDTH))
              .map(spec -> PublishedLayer.of(spec, DType.F32, weights))
              .toList();
      run.epoch(0, layers, new Metrics(null, 2.3, 0.1, 0.01, 1.5), Instant.EPOCH);
    }
    System.exit(0);
  }
}
