package io.epochgraph.graphstream;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Sha256;
import io.epochgraph.schemas.TrustedContracts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * What makes two deliveries of an epoch the same: its tensors, layers and metrics, not the place
 * where its chunks happen to stand.
 */
final class EpochDigest {

  private EpochDigest() {}

  /** SHA-256 over the Avro encoding of layers (chunks without partition and offset) and metrics. */
  static Sha256 of(EpochManifest manifest) {
    TrustedContracts.install();
    MessageDigest sha = sha256();
    try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
      Encoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      for (Layer layer : manifest.getLayers()) {
        write(encoder, withoutPlaces(layer));
      }
      write(encoder, manifest.getMetrics());
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Sha256(sha.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Layer withoutPlaces(Layer layer) {
    List<ChunkReference> chunks =
        layer.getChunks().stream()
            .map(chunk -> ChunkReference.newBuilder(chunk).setPartition(0).setOffset(0).build())
            .toList();
    return Layer.newBuilder(layer).setChunks(chunks).build();
  }

  private static <R extends SpecificRecord> void write(Encoder encoder, R record)
      throws IOException {
    new SpecificDatumWriter<R>(record.getSchema()).write(record, encoder);
  }
}
