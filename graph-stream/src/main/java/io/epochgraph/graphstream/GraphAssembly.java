package io.epochgraph.graphstream;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import io.epochgraph.math.NetworkGraphs;
import io.epochgraph.math.RolledGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Builds the graphs of a manifest, chunk by chunk: no more than two chunks are in memory at a time,
 * besides what the graphs keep and the reader reads ahead. A chunk's digest is computed beside,
 * while its weights are reduced and the next chunk is fetched.
 */
final class GraphAssembly {

  private static final long MEGABYTE = 1_000_000;

  private final EpochManifest manifest;
  private final List<LayerSpec> shapes;
  private final ChunkReader chunks;
  private final List<DifferenceGraph> differences;
  private CompletableFuture<byte[]> digest;
  private ChunkReference digested;
  private float[] weights = {};

  private GraphAssembly(
      EpochManifest manifest,
      List<LayerSpec> shapes,
      ChunkReader chunks,
      List<DifferenceGraph> differences) {
    this.manifest = manifest;
    this.shapes = shapes;
    this.chunks = chunks;
    this.differences = differences;
  }

  /**
   * The graphs that {@code settings} want.
   *
   * @param network that the manifest describes, as {@link ManifestCheck} gives it
   * @param differences are given every chunk that is read
   * @throws RefusedException {@code INVALID} where the input does not fit the layers, {@code
   *     TOO_LARGE}, {@code CHUNK_EXPIRED} or {@code CHUNK_CORRUPT}
   */
  static NetworkGraphs of(
      EpochManifest manifest,
      Network network,
      ChunkReader chunks,
      List<DifferenceGraph> differences,
      GraphSettings settings)
      throws RefusedException {
    int[] inputShape = manifest.getInputShape().stream().mapToInt(Integer::intValue).toArray();
    NetworkGraphs.Builder graphs;
    try {
      checkSize(
          NetworkGraphs.bytes(network, inputShape, settings.choice())
              + differences.size()
                  * RolledGraph.Builder.bytes(network, settings.choice().shortcuts()),
          settings);
      graphs = NetworkGraphs.Builder.of(network, inputShape, settings.choice());
    } catch (IllegalArgumentException e) {
      throw new RefusedException("INVALID", e.getMessage());
    }
    var assembly = new GraphAssembly(manifest, network.layers(), chunks, differences);
    for (int layer = 0; layer < network.layers().size(); layer++) {
      if (graphs.wants(layer)) {
        assembly.add(layer, graphs);
      }
    }
    assembly.checkDigest();
    return graphs.build();
  }

  private static void checkSize(long bytes, GraphSettings settings) throws RefusedException {
    if (bytes > settings.maxBytes()) {
      throw new RefusedException(
          "TOO_LARGE",
          "%d MB of heap for its graphs: this instance takes %d; give it more heap"
              .formatted(bytes / MEGABYTE, settings.maxBytes() / MEGABYTE));
    }
  }

  private void add(int index, NetworkGraphs.Builder graphs) throws RefusedException {
    Layer layer = manifest.getLayers().get(index);
    DType dtype = DType.of(layer.getDtype());
    int rowLength = shapes.get(index).rowLength();
    for (int i = 0; i < layer.getChunks().size(); i++) {
      ChunkReference reference = layer.getChunks().get(i);
      ByteBuffer data = read(reference, index, i);
      int count = reference.getRows() * rowLength;
      if (data.remaining() != (long) count * dtype.bytes()) {
        throw corrupt(
            reference,
            "layer '%s' has %d bytes in %d rows of %d %s: want %d"
                .formatted(
                    layer.getName(),
                    data.remaining(),
                    reference.getRows(),
                    rowLength,
                    dtype,
                    (long) count * dtype.bytes()));
      }
      if (weights.length < count) {
        weights = new float[count];
      }
      dtype.decode(data.order(ByteOrder.LITTLE_ENDIAN), weights, 0, count);
      graphs.rows(index, reference.getFirstRow(), reference.getRows(), weights);
      for (DifferenceGraph difference : differences) {
        difference.rows(index, i, reference, weights, count);
      }
    }
  }

  private ByteBuffer read(ChunkReference reference, int layer, int index) throws RefusedException {
    ChunkReader.Reading reading = chunks.read(reference);
    checkDigest();
    WeightsChunk chunk =
        switch (reading) {
          case ChunkReader.Reading.Found(var found) -> found;
          case ChunkReader.Reading.Absent(var refusal) -> throw new RefusedException(refusal);
        };
    if (!chunk.getRun().equals(manifest.getRun())
        || chunk.getAttempt() != manifest.getAttempt()
        || chunk.getEpoch() != manifest.getEpoch()
        || chunk.getLayer() != layer
        || chunk.getChunk() != index) {
      throw corrupt(
          reference,
          "it is of run %s, attempt %d, epoch %d, layer %d, chunk %d: want %s, %d, %d, %d, %d"
              .formatted(
                  chunk.getRun(),
                  chunk.getAttempt(),
                  chunk.getEpoch(),
                  chunk.getLayer(),
                  chunk.getChunk(),
                  manifest.getRun(),
                  manifest.getAttempt(),
                  manifest.getEpoch(),
                  layer,
                  index));
    }
    ByteBuffer data = chunk.getData().asReadOnlyBuffer();
    digested = reference;
    digest =
        CompletableFuture.supplyAsync(() -> sha256(data.duplicate()), Thread::startVirtualThread);
    return data.duplicate();
  }

  /**
   * Whether the chunk before is what the manifest says; before anything is said of the next one.
   */
  private void checkDigest() throws RefusedException {
    if (digest != null && !MessageDigest.isEqual(digest.join(), digested.getDigest().bytes())) {
      throw corrupt(digested, "its bytes do not have the digest that the manifest names");
    }
    digest = null;
  }

  private static byte[] sha256(ByteBuffer data) {
    MessageDigest sha256 = EpochDigest.sha256();
    sha256.update(data);
    return sha256.digest();
  }

  private static RefusedException corrupt(ChunkReference reference, String what) {
    return new RefusedException(
        "CHUNK_CORRUPT",
        "chunk at partition %d, offset %d: %s"
            .formatted(reference.getPartition(), reference.getOffset(), what));
  }
}
