package io.epochgraph.graphstream;

import io.epochgraph.contract.ChunkReference;
import java.time.Duration;

/** Measures another reader. Not for use by several threads at once. */
final class MeasuredChunkReader implements ChunkReader {

  private final ChunkReader reader;
  private final GraphMetrics metrics;
  private long bytes;
  private long nanos;

  MeasuredChunkReader(ChunkReader reader, GraphMetrics metrics) {
    this.reader = reader;
    this.metrics = metrics;
  }

  @Override
  public Reading read(ChunkReference reference) {
    long start = System.nanoTime();
    Reading reading = reader.read(reference);
    long took = System.nanoTime() - start;
    nanos += took;
    if (reading instanceof Reading.Found(var chunk)) {
      bytes += chunk.getData().remaining();
      metrics.read(chunk.getData().remaining(), Duration.ofNanos(took));
    }
    return reading;
  }

  /** Bytes of weights that came so far. */
  long bytes() {
    return bytes;
  }

  /** What reading took so far. */
  Duration time() {
    return Duration.ofNanos(nanos);
  }

  @Override
  public void close() {
    reader.close();
  }
}
