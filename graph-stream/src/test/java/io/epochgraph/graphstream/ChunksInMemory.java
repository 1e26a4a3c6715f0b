package io.epochgraph.graphstream;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.stage.Refusal;
import java.util.ArrayList;
import java.util.List;

/** A weights topic of one partition. */
final class ChunksInMemory implements ChunkReader {

  private final List<WeightsChunk> chunks = new ArrayList<>();
  private int begin;

  /** Appends a chunk and returns its offset. */
  long add(WeightsChunk chunk) {
    chunks.add(chunk);
    return chunks.size() - 1L;
  }

  /** Makes a chunk one of another attempt. */
  void reattempt(long offset, int attempt) {
    chunks.get(Math.toIntExact(offset)).setAttempt(attempt);
  }

  List<WeightsChunk> all() {
    return List.copyOf(chunks);
  }

  /** Everything so far expires. */
  void expire() {
    begin = chunks.size();
  }

  @Override
  public Reading read(ChunkReference reference) {
    if (reference.getOffset() < begin) {
      return new Reading.Absent(new Refusal("CHUNK_EXPIRED", "the log begins at " + begin));
    }
    return new Reading.Found(chunks.get(Math.toIntExact(reference.getOffset())));
  }

  @Override
  public void close() {
    // holds nothing
  }
}
