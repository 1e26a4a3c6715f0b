package io.epochgraph.schemas;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/** Writes values with Confluent's serializer, typed. */
public final class RecordSerializer<V extends SpecificRecord> implements Serializer<V> {

  private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();

  /** Writes with the registry of {@code cluster}. */
  public RecordSerializer(ClusterSettings cluster) {
    TrustedContracts.install();
    serializer.configure(cluster.registry(), false);
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    // the constructor has done it
  }

  @Override
  public byte[] serialize(String topic, V value) {
    return serializer.serialize(topic, value);
  }

  @Override
  public byte[] serialize(String topic, Headers headers, V value) {
    return serializer.serialize(topic, headers, value);
  }

  @Override
  public void close() {
    serializer.close();
  }
}
