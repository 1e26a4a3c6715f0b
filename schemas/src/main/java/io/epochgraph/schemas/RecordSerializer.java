package io.epochgraph.schemas;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/** Writes values with Confluent's serializer, typed. */
public final class RecordSerializer<V extends SpecificRecord> implements Serializer<V> {

  private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();
  private final ClusterSettings cluster;

  /** Writes with the registry of {@code cluster}. */
  public RecordSerializer(ClusterSettings cluster) {
    TrustedContracts.install();
    this.cluster = cluster;
    serializer.configure(cluster.registry(), false);
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    // the constructor has done it
  }

  @Override
  public byte[] serialize(String topic, V value) {
    return serialize(topic, null, value);
  }

  /**
   * The bytes of {@code value}.
   *
   * @throws RegistryRefusedException where the registry does not let us register or find its schema
   */
  @Override
  public byte[] serialize(String topic, Headers headers, V value) {
    try {
      return serializer.serialize(topic, headers, value);
    } catch (KafkaException e) {
      String operation = "use a schema of subject %s-value".formatted(topic);
      throw RegistryRefusedException.in(e, cluster, operation)
          .<KafkaException>map(it -> it)
          .orElse(e);
    }
  }

  @Override
  public void close() {
    serializer.close();
  }
}
