package io.epochgraph.graphstream;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.stage.Refusal;

/** Reads weights where a manifest says they stand. Asking in the order of offsets is cheapest. */
public interface ChunkReader extends AutoCloseable {

  /** What stands there. */
  sealed interface Reading {

    /** A chunk; that it is the right one is still to be checked. */
    record Found(WeightsChunk chunk) implements Reading {}

    /** There is none and there will be none: it has expired, or never was. */
    record Absent(Refusal refusal) implements Reading {}
  }

  /**
   * Reads one chunk.
   *
   * @throws org.apache.kafka.common.errors.RetriableException where the cluster gives no answer
   */
  Reading read(ChunkReference reference);

  @Override
  void close();
}
