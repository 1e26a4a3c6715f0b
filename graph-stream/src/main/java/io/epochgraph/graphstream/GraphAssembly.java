package io.epochgraph.graphstream;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import io.epochgraph.math.RolledGraph;
import io.epochgraph.math.Shortcuts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.List;

/**
 * Builds the rolled graph of a manifest, chunk by chunk: of the weights, no more than one chunk is
 * in memory at a time.
 */
final class GraphAssembly {

  private final EpochManifest manifest;
  private final List<LayerSpec> shapes;
  private final ChunkReader chunks;
  private final MessageDigest sha256 = EpochDigest.sha256();
  private float[] weights = {};

  private GraphAssembly(EpochManifest manifest, List<LayerSpec> shapes, ChunkReader chunks) {
    this.manifest = manifest;
    this.shapes = shapes;
    this.chunks = chunks;
  }

  /**
   * The rolled graph.
   *
   * @param network that the manifest describes, as {@link ManifestCheck} gives them
   * @param maxEdges the largest graph to take on
   * @throws RefusedException {@code INVALID} where layers do not fit each other, {@code TOO_LARGE},
   *     {@code CHUNK_EXPIRED} or {@code CHUNK_CORRUPT}
   */
  static RolledGraph of(EpochManifest manifest, Network network, ChunkReader chunks, long maxEdges)
      throws RefusedException {
    List<LayerSpec> shapes = network.layers();
    checkSize(shapes, maxEdges);
    RolledGraph.Builder graph;
    try {
      graph = RolledGraph.Builder.of(network, Shortcuts.LEFT_OUT);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("INVALID", e.getMessage());
    }
    var assembly = new GraphAssembly(manifest, shapes, chunks);
    for (int layer = 0; layer < shapes.size(); layer++) {
      if (graph.wants(layer)) {
        assembly.add(layer, graph);
      }
    }
    return graph.build();
  }

  private static void checkSize(List<LayerSpec> shapes, long maxEdges) throws RefusedException {
    long edges = 0;
    for (LayerSpec shape : shapes) {
      if (shape.kind().hasWeights()) {
        edges += shape.weights() / shape.kernelSize();
      }
    }
    if (edges > maxEdges) {
      throw new RefusedException(
          "TOO_LARGE",
          "up to %d edges: this instance takes %d (8 bytes of heap each); give it more heap"
              .formatted(edges, maxEdges));
    }
  }

  private void add(int index, RolledGraph.Builder graph) throws RefusedException {
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
      graph.rows(index, reference.getFirstRow(), reference.getRows(), weights);
    }
  }

  private ByteBuffer read(ChunkReference reference, int layer, int index) throws RefusedException {
    WeightsChunk chunk =
        switch (chunks.read(reference)) {
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
    ByteBuffer data = chunk.getData();
    sha256.update(data.duplicate());
    if (!MessageDigest.isEqual(sha256.digest(), reference.getDigest().bytes())) {
      throw corrupt(reference, "its bytes do not have the digest that the manifest names");
    }
    return data.duplicate();
  }

  private static RefusedException corrupt(ChunkReference reference, String what) {
    return new RefusedException(
        "CHUNK_CORRUPT",
        "chunk at partition %d, offset %d: %s"
            .formatted(reference.getPartition(), reference.getOffset(), what));
  }
}
