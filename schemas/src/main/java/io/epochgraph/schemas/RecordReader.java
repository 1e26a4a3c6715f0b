package io.epochgraph.schemas;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.ApiException;

/**
 * Reads the values of one topic and tells bad bytes from an absent registry. What a record makes it
 * allocate is bounded by {@link TrustedContracts}. Not for use by several threads at once.
 */
public final class RecordReader<V extends SpecificRecord> implements AutoCloseable {

  private static final int HEADER_BYTES = 5;
  private static final int SCHEMAS_CACHED = 1000;
  private static final int NOT_FOUND = 404;

  private final Topic<V> topic;
  private final ClusterSettings cluster;
  private final SchemaRegistryClient registry;
  private final Schema wanted;
  private final SpecificData data;
  private final Map<Integer, Writer<V>> writers = new HashMap<>();
  private BinaryDecoder decoder;

  /** What a schema of the registry is for this topic. */
  private sealed interface Writer<V> {
    record Ours<V>(SpecificDatumReader<V> reader) implements Writer<V> {}

    record Foreign<V>(String reason) implements Writer<V> {}
  }

  /** Reads {@code topic} with the registry of {@code cluster}. */
  public RecordReader(Topic<V> topic, ClusterSettings cluster) {
    TrustedContracts.install();
    this.topic = topic;
    this.cluster = cluster;
    this.wanted = topic.valueSchema();
    this.data = SpecificData.getForClass(topic.valueType());
    this.registry =
        SchemaRegistryClientFactory.newClient(
            List.of(cluster.schemaRegistryUrl()),
            SCHEMAS_CACHED,
            List.of(new AvroSchemaProvider()),
            cluster.registry(),
            Map.of());
  }

  /**
   * Reads one value.
   *
   * @throws RegistryUnavailableException where the registry gives no answer
   * @throws RegistryRefusedException where it does not let us read schemas
   */
  public Decoded<V> read(byte[] bytes) {
    if (bytes == null) {
      return refused("NO_VALUE", "the record has no value: want a " + typeName());
    }
    if (bytes.length < HEADER_BYTES || bytes[0] != 0) {
      return refused(
          "NOT_AVRO",
          "%d bytes without a schema id: want a zero byte, a schema id of four bytes and Avro"
              .formatted(bytes.length));
    }
    int schemaId = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    Writer<V> writer = writers.get(schemaId);
    if (writer == null) {
      try {
        writer = writer(schemaId);
      } catch (RestClientException e) {
        if (e.getStatus() == NOT_FOUND) {
          return refused("UNKNOWN_SCHEMA", "the registry knows no schema %d".formatted(schemaId));
        }
        throw failure(schemaId, e);
      } catch (IOException e) {
        throw failure(schemaId, e);
      }
      remember(schemaId, writer);
    }
    return switch (writer) {
      case Writer.Ours<V>(var reader) -> decode(bytes, schemaId, reader);
      case Writer.Foreign<V>(var reason) -> refused("WRONG_TYPE", reason);
    };
  }

  private ApiException failure(int schemaId, Exception thrown) {
    return RegistryRefusedException.in(thrown, cluster, "read schema %d".formatted(schemaId))
        .<ApiException>map(refused -> refused)
        .orElseGet(() -> new RegistryUnavailableException(cluster.schemaRegistryUrl(), thrown));
  }

  private Writer<V> writer(int schemaId) throws IOException, RestClientException {
    ParsedSchema parsed;
    try {
      parsed = registry.getSchemaById(schemaId);
    } catch (IOException | RuntimeException e) {
      if (reason(e).startsWith("Invalid schema ")) { // what it says of any that it cannot parse
        return new Writer.Foreign<>(
            "schema %d is no Avro schema: want a %s".formatted(schemaId, typeName()));
      }
      throw e;
    }
    if (!(parsed instanceof AvroSchema avro) || !wanted.getFullName().equals(parsed.name())) {
      return new Writer.Foreign<>(
          "schema %d is of %s: want a %s"
              .formatted(schemaId, RunId.printable(parsed.name()), typeName()));
    }
    List<Incompatibility> obstacles = obstacles(avro.rawSchema());
    return obstacles.isEmpty()
        ? new Writer.Ours<>(new SpecificDatumReader<>(avro.rawSchema(), wanted, data))
        : new Writer.Foreign<>(
            "schema %d is another %s than ours: %s at %s"
                .formatted(
                    schemaId,
                    typeName(),
                    obstacles.getFirst().getMessage(),
                    obstacles.getFirst().getLocation()));
  }

  private List<Incompatibility> obstacles(Schema written) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(wanted, written).getResult();
    return result.getCompatibility() == SchemaCompatibilityType.INCOMPATIBLE
        ? result.getIncompatibilities()
        : List.of();
  }

  /** Schemas never change under their id. */
  private void remember(int schemaId, Writer<V> writer) {
    if (writers.size() == SCHEMAS_CACHED) {
      writers.clear();
    }
    writers.put(schemaId, writer);
  }

  /** A type that refers to itself may nest as deeply as its bytes say. */
  private Decoded<V> decode(byte[] bytes, int schemaId, SpecificDatumReader<V> reader) {
    try {
      int length = bytes.length - HEADER_BYTES;
      decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, length, decoder);
      V value = topic.valueType().cast(reader.read(null, decoder));
      return decoder.isEnd()
          ? new Decoded.Accepted<>(value)
          : notAvro(bytes, schemaId, "they go on behind the record's end");
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return notAvro(bytes, schemaId, reason(e));
    }
  }

  @Override
  public void close() {
    try {
      registry.close();
    } catch (IOException _) {
      // nothing was to be kept
    }
  }

  private Decoded<V> notAvro(byte[] bytes, int schemaId, String reason) {
    return refused(
        "NOT_AVRO",
        "%d bytes are no Avro of schema %d: %s".formatted(bytes.length, schemaId, reason));
  }

  private String typeName() {
    return topic.valueType().getSimpleName();
  }

  private Decoded<V> refused(String code, String reason) {
    return new Decoded.Refused<>(code, reason);
  }

  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
