package io.epochgraph.publish;

import io.epochgraph.contract.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** Whole output rows of one layer, copied from the trainer's buffer. */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two threads, never compared
record RowChunk(int firstRow, int rows, byte[] data) {

  /** What a chunk holds at most, unless one row alone is longer. */
  static final int MAX_BYTES = 512 << 10;

  /** The rows of {@code layer} in order; none for a pooling. */
  static List<RowChunk> of(PublishedLayer layer) {
    int rows = layer.spec().rows();
    long rowBytes = layer.rowBytes();
    var chunks = new ArrayList<RowChunk>();
    if (rows == 0) {
      return chunks;
    }
    ByteBuffer weights = layer.weights().duplicate();
    int rowsInChunk = (int) Math.max(1, MAX_BYTES / rowBytes);
    for (int first = 0; first < rows; first += rowsInChunk) {
      int count = Math.min(rowsInChunk, rows - first);
      var data = new byte[Math.toIntExact(count * rowBytes)];
      weights.get(data);
      chunks.add(new RowChunk(first, count, data));
    }
    return chunks;
  }

  Sha256 digest() {
    try {
      return new Sha256(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
