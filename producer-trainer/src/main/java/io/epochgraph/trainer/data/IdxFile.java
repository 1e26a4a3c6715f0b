package io.epochgraph.trainer.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file in MNIST's IDX format with unsigned bytes as elements: two zero bytes, the type 8, the
 * number of dimensions, each dimension as a big-endian 32-bit integer, then the values.
 *
 * @param dimensions outermost first
 * @param values unsigned, last dimension fastest
 */
@SuppressWarnings("ArrayRecordComponent")
record IdxFile(int[] dimensions, byte[] values) {
  private static final int UNSIGNED_BYTE = 8;

  /** Reads a file; one whose name ends in {@code .gz} is unpacked on the way. */
  static IdxFile read(Path file, int rank) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        var in =
            new DataInputStream(
                file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw)) {
      int magic = in.readInt();
      if (magic != (UNSIGNED_BYTE << 8 | rank)) {
        throw new IOException(
            "%s: starts with 0x%08x, not 0x%08x (IDX, unsigned bytes, %d dimensions)"
                .formatted(file, magic, UNSIGNED_BYTE << 8 | rank, rank));
      }
      int[] dimensions = new int[rank];
      for (int i = 0; i < rank; i++) {
        dimensions[i] = in.readInt();
      }
      int size = size(file, dimensions);
      byte[] values = in.readNBytes(size);
      if (values.length < size) {
        throw new EOFException(
            "%s: ends after %d of %d values".formatted(file, values.length, size));
      }
      return new IdxFile(dimensions, values);
    } catch (ZipException e) {
      throw new IOException(
          "%s: is damaged (%s); fetch it again".formatted(file, e.getMessage()), e);
    } catch (EOFException e) {
      throw new IOException(file + ": is cut short; fetch it again", e);
    }
  }

  private static int size(Path file, int[] dimensions) throws IOException {
    try {
      if (Arrays.stream(dimensions).allMatch(extent -> extent > 0)) {
        return Arrays.stream(dimensions).reduce(1, Math::multiplyExact);
      }
    } catch (ArithmeticException tooLarge) {
      // told below
    }
    throw new IOException(
        "%s: impossible dimensions %s".formatted(file, Arrays.toString(dimensions)));
  }
}
