package io.epochgraph.stage;

import io.epochgraph.schemas.StateHistory;
import io.epochgraph.schemas.TrustedContracts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * Avro's single-object encoding for state stores: the schema's fingerprint, no registry. Reads what
 * any earlier version of a stored type wrote.
 */
public final class StateSerde {

  private StateSerde() {}

  /** The serde of {@code type}. */
  public static <V extends SpecificRecordBase> Serde<V> of(Class<V> type) {
    TrustedContracts.install();
    var schema = SpecificData.get().getSchema(type);
    var data = SpecificData.getForClass(type);
    var encoder = new BinaryMessageEncoder<V>(data, schema);
    var decoder = new BinaryMessageDecoder<V>(data, schema);
    StateHistory.of(schema).forEach(decoder::addSchema);
    Serializer<V> serializer = (topic, value) -> value == null ? null : encode(encoder, value);
    Deserializer<V> deserializer =
        (topic, bytes) -> bytes == null ? null : decode(decoder, bytes, schema.getName());
    return Serdes.serdeFrom(serializer, deserializer);
  }

  private static <V> byte[] encode(BinaryMessageEncoder<V> encoder, V value) {
    try {
      ByteBuffer encoded = encoder.encode(value);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** State that cannot be read is no fault of the record at hand. */
  private static <V> V decode(BinaryMessageDecoder<V> decoder, byte[] bytes, String type) {
    try {
      return decoder.decode(bytes);
    } catch (IOException | RuntimeException e) {
      throw new ProcessorStateException(
          "%d bytes in a state store are no %s: want the store that this stage kept, or an empty one"
              .formatted(bytes.length, type),
          e);
    }
  }
}
