package io.epochgraph.publish;

import io.epochgraph.contract.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whole output rows of one layer, copied from where they stand. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowChunk(int firstRow, int rows, byte[] data) {

  /** What a chunk holds at most, unless one row alone is longer. */
  static final int MAX_BYTES = 512 << 10;

  /** The rows of {@code layer} in order, each read when the stream comes to it. */
  static Stream<RowChunk> of(PublishedLayer layer) {
    int rows = layer.spec().rows();
    int rowsInChunk = rowsInChunk(layer);
    return IntStream.range(0, count(layer))
        .map(i -> i * rowsInChunk)
        .mapToObj(first -> read(layer, first, Math.min(rowsInChunk, rows - first)));
  }

  /** How many chunks a layer's rows make. */
  static int count(PublishedLayer layer) {
    return Math.ceilDiv(layer.spec().rows(), rowsInChunk(layer));
  }

  private static int rowsInChunk(PublishedLayer layer) {
    return (int) Math.max(1, MAX_BYTES / Math.max(1, layer.rowBytes()));
  }

  private static RowChunk read(PublishedLayer layer, int first, int count) {
    ByteBuffer rows = layer.weights().rows(first, count).duplicate();
    var data = new byte[Math.toIntExact(count * layer.rowBytes())];
    if (rows.remaining() != data.length) {
      throw new IllegalArgumentException(
          "layer %s: %d bytes in %d rows: want %d"
              .formatted(layer.spec(), rows.remaining(), count, data.length));
    }
    rows.get(data);
    return new RowChunk(first, count, data);
  }

  Sha256 digest() {
    try {
      return new Sha256(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
