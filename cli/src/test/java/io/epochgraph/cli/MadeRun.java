package io.epochgraph.cli;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.math.DType;
import io.epochgraph.math.LayerKind;
import io.epochgraph.publish.RunEnd;
import io.epochgraph.publish.RunPublication;
import io.epochgraph.publish.RunStart;
import io.epochgraph.publish.WeightPublisher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A run of made weights that move the more, the better it gets.
 *
 * @param epochs trained; the initial weights come before them
 * @param quality in [0, 1], decides how good it gets
 */
record MadeRun(String run, Network network, DType dtype, int epochs, double quality, long seed) {

  static final String DATASET = "made";
  private static final List<DType> DTYPES = List.of(DType.F32, DType.F16, DType.BF16);
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  /** What is trained. */
  enum Network {
    /** LeNet-5 for grey images. */
    LENET5,
    /** Two convolutions, the second in two groups, a pooling and a linear layer. */
    TINY;

    String label() {
      return this == LENET5 ? "lenet5" : "tiny";
    }

    List<MadeLayer> shapes() {
      return switch (this) {
        case LENET5 ->
            List.of(
                convolution("conv1", 1, 6, 1, 5, 5),
                MadeLayer.pooling("pool1"),
                convolution("conv2", 1, 16, 6, 5, 5),
                MadeLayer.pooling("pool2"),
                linear("fc1", 120, 400),
                linear("fc2", 84, 120),
                linear("fc3", 10, 84));
        case TINY ->
            List.of(
                convolution("conv1", 1, 4, 2, 3, 3),
                convolution("conv2", 2, 6, 2, 3, 3),
                MadeLayer.pooling("pool"),
                linear("fc", 5, 54));
      };
    }

    private static MadeLayer convolution(String name, int groups, int... shape) {
      return new MadeLayer(
          name, LayerKind.CONVOLUTION, shape, groups, new float[MadeLayer.count(shape)]);
    }

    private static MadeLayer linear(String name, int... shape) {
      return new MadeLayer(name, LayerKind.LINEAR, shape, 1, new float[MadeLayer.count(shape)]);
    }
  }

  /** Runs {@code prefix-00} and so on, good and bad ones in turn. */
  static List<MadeRun> several(String prefix, Network network, int count, int epochs) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new MadeRun(
                    "%s-%02d".formatted(prefix, i),
                    network,
                    DTYPES.get(i % DTYPES.size()),
                    epochs,
                    i * 5 % count / (double) count,
                    prefix.hashCode() + 31L * i))
        .toList();
  }

  /** The layers after {@code epoch}. */
  List<MadeLayer> layers(int epoch) {
    var initial = new Random(seed);
    var learnt = new Random(~seed);
    var layers = new ArrayList<MadeLayer>();
    for (MadeLayer layer : network.shapes()) {
      int outputs = layer.kind() == LayerKind.POOLING ? 1 : layer.shape()[0];
      double spread = Math.sqrt(2.0 * outputs / Math.max(1, layer.weights().length));
      for (int i = 0; i < layer.weights().length; i++) {
        double start = initial.nextGaussian() * spread;
        double way = learnt.nextGaussian() * quality * Math.sqrt(epoch) * 0.03;
        layer.weights()[i] = rounded((float) (start + way));
      }
      layers.add(layer);
    }
    return layers;
  }

  /** Validation accuracy after {@code epoch}. */
  double accuracy(int epoch) {
    double wave = 0.01 * Math.sin(seed % 1000 + (double) epoch);
    return epoch == 0 ? 0.1 : 0.15 + 0.7 * quality * (1 - Math.exp(-epoch)) + wave;
  }

  double bestAccuracy() {
    return IntStream.rangeClosed(1, epochs).mapToDouble(this::accuracy).max().orElseThrow();
  }

  Metrics metrics(int epoch) {
    Double trainLoss = epoch == 0 ? null : 2.3 - quality * (1 - Math.exp(-epoch));
    return new Metrics(trainLoss, 2.3 - accuracy(epoch), accuracy(epoch), 0.01, 1.5);
  }

  Instant trainedAt(int epoch) {
    return START.plusSeconds(10L * epoch);
  }

  RunDescriptor descriptor() {
    return new RunDescriptor(
        network.label(),
        DATASET,
        "made-sweep",
        new Hyperparameters(0.01, 0.5, 32, "sgd", Map.of()));
  }

  RunPublication begin(WeightPublisher publisher) {
    return publisher.start(RunStart.first(run, descriptor(), List.of(2, 12, 12), epochs, START));
  }

  void publish(RunPublication publication, int epoch) throws InterruptedException {
    var layers = layers(epoch).stream().map(layer -> layer.published(dtype)).toList();
    publication.epoch(epoch, layers, metrics(epoch), trainedAt(epoch));
  }

  void end(RunPublication publication) {
    publication.end(
        RunEnd.outcome(
            RunStatus.COMPLETED, bestAccuracy(), accuracy(epochs), epochs, trainedAt(epochs)));
  }

  /** Publishes all of it. */
  void publish(WeightPublisher publisher) throws InterruptedException {
    RunPublication publication = begin(publisher);
    for (int epoch = 0; epoch <= epochs; epoch++) {
      publish(publication, epoch);
    }
    end(publication);
  }

  private float rounded(float weight) {
    return switch (dtype) {
      case F32 -> weight;
      case F16 -> Float.float16ToFloat(Float.floatToFloat16(weight));
      case BF16 -> Float.intBitsToFloat(Float.floatToRawIntBits(weight) & 0xffff0000);
    };
  }
}
