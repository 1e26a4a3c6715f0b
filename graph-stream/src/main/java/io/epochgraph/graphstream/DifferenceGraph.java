package io.epochgraph.graphstream;

import io.epochgraph.contract.AbsentGraph;
import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.state.Baseline;
import io.epochgraph.math.DType;
import io.epochgraph.math.RolledGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rolled graph of an epoch's weights less those of another one, chunk by chunk, each difference
 * rounded to a float. Where the other epoch's weights are not to be had any more there is no graph,
 * but a reason; that does not concern the epoch's own graphs.
 */
final class DifferenceGraph {

  private final Difference difference;
  private final Baseline baseline; // null: the epoch is its own
  private final Supplier<ChunkReader> chunks;
  private final Supplier<RolledGraph.Builder> builders;
  private final MessageDigest sha256 = EpochDigest.sha256();
  private RolledGraph.Builder graph; // null until there are rows for it
  private float[] differences = {};
  private float[] other = {};
  private AbsentGraph absent; // null where there is a graph

  private DifferenceGraph(
      Difference difference,
      Baseline baseline,
      Supplier<ChunkReader> chunks,
      Supplier<RolledGraph.Builder> builders,
      AbsentGraph absent) {
    this.difference = difference;
    this.baseline = baseline;
    this.chunks = chunks;
    this.builders = builders;
    this.absent = absent;
  }

  /**
   * Of an epoch that nothing came before: all differences are 0.
   *
   * @param builders lays the graph out, asked when there are rows for it
   */
  static DifferenceGraph ofItself(Difference difference, Supplier<RolledGraph.Builder> builders) {
    return new DifferenceGraph(difference, null, () -> null, builders, null);
  }

  /**
   * Of an epoch less another one of the same run.
   *
   * @param chunks reads the other epoch's chunks, asked for when the first one is wanted
   * @param builders lays the graph out, asked when there are rows for it
   */
  static DifferenceGraph since(
      Difference difference,
      Baseline baseline,
      Supplier<ChunkReader> chunks,
      Supplier<RolledGraph.Builder> builders) {
    return new DifferenceGraph(difference, baseline, chunks, builders, null);
  }

  /** One that cannot be had. */
  static DifferenceGraph absent(Difference difference, Absence code, String reason) {
    return new DifferenceGraph(
        difference,
        null,
        () -> null,
        () -> null,
        new AbsentGraph(difference.label(), code.name(), reason));
  }

  Difference difference() {
    return difference;
  }

  /** Why there is no graph, where there is none. */
  Optional<AbsentGraph> absence() {
    return Optional.ofNullable(absent);
  }

  /** The graph, once all rows were given; empty where it is absent. */
  Optional<RolledGraph> build() {
    return absent != null ? Optional.empty() : Optional.of(graph().build());
  }

  /**
   * Takes one chunk of the epoch's weights.
   *
   * @param layer index into the network's layers
   * @param chunk index into the layer's chunks
   * @param weights of the rows that {@code reference} names, from index 0 on; left as they are
   */
  void rows(int layer, int chunk, ChunkReference reference, float[] weights, int count) {
    if (absent != null) {
      return;
    }
    if (differences.length < count) {
      differences = new float[count];
    }
    if (baseline == null) {
      subtractFromItself(weights, count);
    } else if (!subtract(layer, chunk, reference, weights, count)) {
      return;
    }
    graph().rows(layer, reference.getFirstRow(), reference.getRows(), differences);
  }

  private RolledGraph.Builder graph() {
    if (graph == null) {
      graph = builders.get();
    }
    return graph;
  }

  /** A weight that is NaN or infinite has no difference, not even to itself. */
  @SuppressWarnings("IdentityBinaryExpression")
  private void subtractFromItself(float[] weights, int count) {
    for (int i = 0; i < count; i++) {
      differences[i] = weights[i] - weights[i];
    }
  }

  private boolean subtract(
      int layer, int chunk, ChunkReference reference, float[] weights, int count) {
    Layer before = baseline.getLayers().get(layer);
    if (chunk >= before.getChunks().size()
        || before.getChunks().get(chunk).getFirstRow() != reference.getFirstRow()
        || before.getChunks().get(chunk).getRows() != reference.getRows()) {
      miss(
          Absence.BASELINE_DIFFERS,
          "layer '%s' was cut into other chunks in epoch %d"
              .formatted(before.getName(), baseline.getEpoch()));
      return false;
    }
    ByteBuffer data = read(before.getChunks().get(chunk));
    DType dtype = DType.of(before.getDtype());
    if (data == null) {
      return false;
    }
    if (other.length < count) {
      other = new float[count];
    }
    dtype.decode(data.order(ByteOrder.LITTLE_ENDIAN), other, 0, count);
    for (int i = 0; i < count; i++) {
      differences[i] = weights[i] - other[i];
    }
    return true;
  }

  /** The chunk's bytes; null, with the reason kept, where they are not what they were. */
  private ByteBuffer read(ChunkReference reference) {
    return switch (chunks.get().read(reference)) {
      case ChunkReader.Reading.Absent(var why) -> {
        boolean expired = why.code().equals("CHUNK_EXPIRED");
        miss(
            expired ? Absence.BASELINE_EXPIRED : Absence.BASELINE_CORRUPT,
            "epoch %d: %s".formatted(baseline.getEpoch(), why.reason()));
        yield null;
      }
      case ChunkReader.Reading.Found(var chunk) -> {
        sha256.update(chunk.getData().duplicate());
        if (!MessageDigest.isEqual(sha256.digest(), reference.getDigest().bytes())) {
          miss(
              Absence.BASELINE_CORRUPT,
              "epoch %d: the chunk at partition %d, offset %d is another one"
                  .formatted(baseline.getEpoch(), reference.getPartition(), reference.getOffset()));
          yield null;
        }
        yield chunk.getData().duplicate();
      }
    };
  }

  private void miss(Absence code, String reason) {
    absent = new AbsentGraph(difference.label(), code.name(), reason);
  }
}
