package io.epochgraph.graphstream;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.WeightsChunk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Manifests for tests: a network of two linear layers, [3, 2] and [2, 3], unless told otherwise.
 */
final class Epochs {

  static final String RUN = "run-1";
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Epochs() {}

  /** An epoch whose weights follow from {@code seed}, its chunks put where {@code send} says. */
  static EpochManifest of(int attempt, int epoch, int seed, ToLongFunction<WeightsChunk> send) {
    return of(RUN, attempt, epoch, seed, send);
  }

  static EpochManifest of(
      String run, int attempt, int epoch, int seed, ToLongFunction<WeightsChunk> send) {
    var layers = new ArrayList<Layer>();
    layers.add(linear("fc1", 3, 2));
    layers.add(linear("fc2", 2, 3));
    for (int i = 0; i < layers.size(); i++) {
      var weights = new float[6];
      for (int j = 0; j < weights.length; j++) {
        weights[j] = (float) Math.sin(seed * 31 + i * 7 + j + 1);
      }
      var chunk = new WeightsChunk(run, attempt, epoch, i, 0, f32(weights));
      layers.set(i, withChunks(layers.get(i), List.of(reference(chunk, 0, send))));
    }
    return manifest(run, attempt, epoch, layers);
  }

  static EpochManifest manifest(String run, int attempt, int epoch, List<Layer> layers) {
    return EpochManifest.newBuilder()
        .setRun(run)
        .setAttempt(attempt)
        .setEpoch(epoch)
        .setPrevious(epoch == 0 ? null : new EpochReference(attempt, epoch - 1))
        .setDescriptor(
            new RunDescriptor(
                "lenet5",
                "cifar10",
                "sweep-1",
                new Hyperparameters(0.1, 0.5, 128, "sgd", Map.of())))
        .setInputShape(List.of(3, 32, 32))
        .setLayers(layers)
        .setMetrics(new Metrics(epoch == 0 ? null : 2.0, 1.5, epoch / 100.0, 0.1, 3.5))
        .setTrainedAt(START.plusSeconds(60L * epoch))
        .build();
  }

  static Layer linear(String name, int out, int in) {
    return Layer.newBuilder()
        .setName(name)
        .setKind("linear")
        .setWeightShape(List.of(out, in))
        .setDtype("F32")
        .build();
  }

  static Layer withChunks(Layer layer, List<ChunkReference> chunks) {
    return Layer.newBuilder(layer).setChunks(chunks).build();
  }

  /** Sends a chunk of all the layer's rows from {@code firstRow} on. */
  static ChunkReference reference(
      WeightsChunk chunk, int firstRow, int rows, ToLongFunction<WeightsChunk> send) {
    return new ChunkReference(0, send.applyAsLong(chunk), firstRow, rows, digest(chunk.getData()));
  }

  static Sha256 digest(ByteBuffer data) {
    var sha = EpochDigest.sha256();
    sha.update(data.duplicate());
    return new Sha256(sha.digest());
  }

  static ByteBuffer f32(float... weights) {
    ByteBuffer data = ByteBuffer.allocate(weights.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(weights);
    return data.order(ByteOrder.BIG_ENDIAN);
  }

  static ByteBuffer halves(short... weights) {
    ByteBuffer data = ByteBuffer.allocate(weights.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    data.asShortBuffer().put(weights);
    return data.order(ByteOrder.BIG_ENDIAN);
  }

  /** One linear layer after the other, each in one chunk. */
  static EpochManifest network(
      int epoch, String dtype, List<int[]> shapes, List<ByteBuffer> data, ChunksInMemory chunks) {
    var layers = new ArrayList<Layer>();
    for (int i = 0; i < shapes.size(); i++) {
      int[] shape = shapes.get(i);
      var chunk = new WeightsChunk(RUN, 0, epoch, i, 0, data.get(i));
      Layer layer =
          Layer.newBuilder(linear("fc" + i, shape[0], shape[1]))
              .setKind(shape.length > 2 ? "convolution" : "linear")
              .setWeightShape(Arrays.stream(shape).boxed().toList())
              .setDtype(dtype)
              .build();
      layers.add(withChunks(layer, List.of(reference(chunk, 0, shape[0], chunks::add))));
    }
    return manifest(RUN, 0, epoch, layers);
  }

  private static ChunkReference reference(
      WeightsChunk chunk, int firstRow, ToLongFunction<WeightsChunk> send) {
    int rows = chunk.getLayer() == 0 ? 3 : 2;
    return reference(chunk, firstRow, rows, send);
  }
}
