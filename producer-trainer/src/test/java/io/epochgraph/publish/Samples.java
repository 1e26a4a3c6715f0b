package io.epochgraph.publish;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small runs for tests. */
public final class Samples {

  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Samples() {}

  public static RunStart start(String run) {
    return RunStart.first(run, descriptor(), List.of(3, 32, 32), 8, START);
  }

  public static RunDescriptor descriptor() {
    return new RunDescriptor(
        "lenet5", "cifar10", "sweep-1", new Hyperparameters(0.05, 0.5, 128, "sgd", Map.of()));
  }

  /** A linear layer with random bits for weights: NaNs and infinities among them. */
  public static PublishedLayer linear(
      String name, int outputs, int inputs, DType dtype, long seed) {
    var bytes = new byte[outputs * inputs * dtype.bytes()];
    new Random(seed).nextBytes(bytes);
    return PublishedLayer.of(
        LayerSpec.linear(name, outputs, inputs), dtype, ByteBuffer.wrap(bytes));
  }

  public static List<PublishedLayer> layers(long seed) {
    return List.of(linear("fc1", 4, 8, DType.F32, seed), linear("fc2", 2, 4, DType.F32, -seed));
  }

  public static Metrics metrics(int epoch) {
    return new Metrics(epoch == 0 ? null : 2.0 / epoch, 1.5, epoch / 10.0, 0.05, 1.25);
  }

  public static Instant trainedAt(int epoch) {
    return START.plusSeconds(60L * epoch);
  }

  /** Hands small epochs over. */
  public static boolean publish(RunPublication run, int epoch) throws InterruptedException {
    return run.epoch(epoch, layers(epoch), metrics(epoch), trainedAt(epoch));
  }
}
