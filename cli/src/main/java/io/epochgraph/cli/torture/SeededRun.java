package io.epochgraph.cli.torture;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.publish.PublishedLayer;
import io.epochgraph.publish.RunEnd;
import io.epochgraph.publish.RunPublication;
import io.epochgraph.publish.RunStart;
import io.epochgraph.publish.WeightPublisher;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A run whose every byte follows from a seed and its number: the same input as often as one likes.
 * Two convolutions and a linear layer, 366 weights, with a pooling between.
 *
 * @param epochs trained; the initial weights come before them
 */
record SeededRun(long seed, int number, int epochs) {

  static final String NETWORK = "seeded";
  static final String DATASET = "none";
  private static final List<Integer> INPUT_SHAPE = List.of(2, 12, 12);
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final double STEP = 0.03;

  private static final List<LayerSpec> LAYERS =
      List.of(
          LayerSpec.convolution("conv1", 4, 2, 3, 3),
          LayerSpec.convolution("conv2", 6, 4, 3, 3),
          LayerSpec.linear("fc", 13, 6));

  String run() {
    return "torture-%04d".formatted(number);
  }

  RunPublication begin(WeightPublisher publisher) {
    var hyperparameters = new Hyperparameters(0.01, 0.0, 32, "sgd", Map.of());
    var descriptor = new RunDescriptor(NETWORK, DATASET, "torture", hyperparameters);
    return publisher.start(RunStart.first(run(), descriptor, INPUT_SHAPE, epochs, START));
  }

  void publish(RunPublication publication, int epoch) throws InterruptedException {
    publication.epoch(epoch, layers(epoch), metrics(epoch), trainedAt(epoch));
  }

  void end(RunPublication publication) {
    double best = IntStream.rangeClosed(1, epochs).mapToDouble(this::accuracy).max().orElseThrow();
    publication.end(
        RunEnd.outcome(
            RunStatus.COMPLETED, best, accuracy(epochs), epochs, trainedAt(epochs).plusSeconds(1)));
  }

  double quality() {
    return new Random(seed + 1_000_003L * number).nextDouble();
  }

  double accuracy(int epoch) {
    double wave = 0.01 * Math.sin(number + (double) epoch);
    return epoch == 0 ? 0.1 : 0.15 + 0.7 * quality() * (1 - Math.exp(-epoch / 5.0)) + wave;
  }

  private Metrics metrics(int epoch) {
    Double trainLoss = epoch == 0 ? null : 2.3 - quality() * (1 - Math.exp(-epoch / 5.0));
    return new Metrics(trainLoss, 2.3 - accuracy(epoch), accuracy(epoch), 0.01, 1.5);
  }

  private List<PublishedLayer> layers(int epoch) {
    var initial = new Random(seed + 31L * number);
    var learnt = new Random(~(seed + 31L * number));
    double way = quality() * Math.sqrt(epoch) * STEP;
    return LAYERS.stream().map(layer -> layer(layer, initial, learnt, way)).toList();
  }

  private static PublishedLayer layer(LayerSpec spec, Random initial, Random learnt, double way) {
    int count = Math.toIntExact(spec.weights());
    var weights = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      weights.putFloat((float) (0.3 * initial.nextGaussian() + way * learnt.nextGaussian()));
    }
    return PublishedLayer.of(spec, DType.F32, weights.flip());
  }

  private static Instant trainedAt(int epoch) {
    return START.plusSeconds(10L * epoch);
  }
}
