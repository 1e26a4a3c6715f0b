package io.epochgraph.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads the values of one topic and tells bad bytes from an absent registry. Not for use by several
 * threads at once.
 */
public final class RecordReader<V extends SpecificRecord> implements AutoCloseable {

  private static final int HEADER_BYTES = 5;
  private static final int SCHEMAS_CACHED = 1000;
  private static final int NOT_FOUND = 404;

  private final Topic<V> topic;
  private final String url;
  private final SchemaRegistryClient registry;
  private final KafkaAvroDeserializer deserializer;

  /** Reads {@code topic} with the registry of {@code cluster}. */
  public RecordReader(Topic<V> topic, ClusterSettings cluster) {
    TrustedContracts.install();
    this.topic = topic;
    this.url = cluster.schemaRegistryUrl();
    var settings = new HashMap<>(cluster.registry());
    settings.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, true);
    this.registry =
        SchemaRegistryClientFactory.newClient(
            List.of(url), SCHEMAS_CACHED, List.of(new AvroSchemaProvider()), settings, Map.of());
    this.deserializer = new KafkaAvroDeserializer(registry);
    this.deserializer.configure(settings, false);
  }

  /**
   * Reads one value.
   *
   * @throws RegistryUnavailableException where the registry gives no answer
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
    String type;
    try {
      type = registry.getSchemaById(schemaId).name();
    } catch (RestClientException e) {
      if (e.getStatus() == NOT_FOUND) {
        return refused("UNKNOWN_SCHEMA", "the registry knows no schema %d".formatted(schemaId));
      }
      throw new RegistryUnavailableException(url, e);
    } catch (IOException e) {
      throw new RegistryUnavailableException(url, e);
    }
    if (!topic.valueSchema().getFullName().equals(type)) {
      return refused(
          "WRONG_TYPE",
          "schema %d is of %s: want a %s".formatted(schemaId, RunId.printable(type), typeName()));
    }
    return decode(bytes, schemaId);
  }

  private Decoded<V> decode(byte[] bytes, int schemaId) {
    try {
      Object value = deserializer.deserialize(topic.name(), bytes);
      return new Decoded.Accepted<>(topic.valueType().cast(value));
    } catch (RuntimeException e) {
      return refused(
          "NOT_AVRO",
          "%d bytes are no Avro of schema %d: %s"
              .formatted(bytes.length, schemaId, rootCause(e).getMessage()));
    }
  }

  @Override
  public void close() {
    deserializer.close();
  }

  private String typeName() {
    return topic.valueType().getSimpleName();
  }

  private Decoded<V> refused(String code, String reason) {
    return new Decoded.Refused<>(code, reason);
  }

  private static Throwable rootCause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
