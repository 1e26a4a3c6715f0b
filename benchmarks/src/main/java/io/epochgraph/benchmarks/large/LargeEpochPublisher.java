package io.epochgraph.benchmarks.large;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.publish.OnFull;
import io.epochgraph.publish.PublishedLayer;
import io.epochgraph.publish.PublisherSettings;
import io.epochgraph.publish.RunPublication;
import io.epochgraph.publish.RunStart;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.publish.files.RunDirectoryPublisher;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The publisher's process. Each line of the input is a run's directory, which is published from its
 * files as {@code epochgraph publish} does, or the name of a network, whose weights are made in
 * memory beside the heap, as a trainer has them, and handed over with a copy.
 */
final class LargeEpochPublisher {

  private LargeEpochPublisher() {}

  /** Arguments: bootstrap servers, registry, topic prefix, FILES or TRAINER. */
  public static void main(String... args) throws IOException, InterruptedException {
    boolean files = args[3].equals("FILES");
    var settings =
        PublisherSettings.defaults()
            .withTopics(new Topics(args[2]))
            .withOnFull(files ? OnFull.BLOCK : OnFull.SKIP);
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var publisher = WeightPublisher.open(ClusterSettings.of(args[0], args[1]), settings)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        double seconds = files ? publish(publisher, Path.of(line)) : train(publisher, line);
        System.out.println(seconds);
      }
    }
  }

  private static double publish(WeightPublisher publisher, Path directory)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    new RunDirectoryPublisher(publisher).publish(directory);
    return (System.nanoTime() - start) / 1e9;
  }

  private static double train(WeightPublisher publisher, String name) throws InterruptedException {
    LargeNetwork network = LargeNetwork.named(List.of(name)).getFirst();
    List<PublishedLayer> layers =
        network.layers().stream().map(LargeEpochPublisher::trained).toList();
    Instant now = Instant.now();
    RunPublication run = publisher.start(start(network, now));
    long start = System.nanoTime();
    if (!run.epoch(1, layers, new Metrics(2.0, 2.0, 0.5, 0.1, 1.0), now)) {
      throw new IllegalStateException("the epoch was skipped: want a larger heap");
    }
    while (publisher.stats().published() + publisher.stats().failed() == 0) {
      Thread.sleep(1);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static RunStart start(LargeNetwork network, Instant now) {
    var hyperparameters = new Hyperparameters(0.1, 0.0, 256, "sgd", Map.of());
    return RunStart.first(
        network.name() + "-trained",
        new RunDescriptor(network.name(), "imagenet", null, hyperparameters),
        network.input(),
        1,
        now);
  }

  private static PublishedLayer trained(LayerSpec layer) {
    if (!layer.kind().hasWeights()) {
      return PublishedLayer.weightless(layer);
    }
    var weights = ByteBuffer.allocateDirect(Math.toIntExact(layer.weights() * Float.BYTES));
    new MadeWeights(1).fill(layer, weights);
    return PublishedLayer.of(layer, DType.F32, weights.flip());
  }
}
