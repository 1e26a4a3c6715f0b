package io.epochgraph.graphstream;

import io.epochgraph.contract.GraphStatistics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Statistics of a network of very many layers may be more than a broker takes as one record. */
final class EncodedSize {

  /** Below what stages write at most, since signature-stream keeps averages beside it. */
  static final int MOST = 900_000;

  private EncodedSize() {}

  /**
   * Checks that {@code statistics} fit a record.
   *
   * @throws RefusedException {@code TOO_LARGE} where they do not
   */
  static void check(GraphStatistics statistics) throws RefusedException {
    var out = new CountingStream();
    var encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new SpecificDatumWriter<>(GraphStatistics.class).write(statistics, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (out.bytes > MOST) {
      throw new RefusedException(
          "TOO_LARGE",
          "the statistics of %d layers take %d bytes: want at most %d; fewer layers or shorter names help"
              .formatted(statistics.getFeatures().getFirst().getLayers().size(), out.bytes, MOST));
    }
  }

  private static final class CountingStream extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      bytes += length;
    }
  }
}
