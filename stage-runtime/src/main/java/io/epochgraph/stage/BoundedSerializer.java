package io.epochgraph.stage;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Refuses values that brokers with default limits refuse: a record that the broker refuses would
 * take the whole transaction with it.
 */
final class BoundedSerializer<V> implements Serializer<V> {

  /** Kafka's default limit for a batch is 1,048,588 bytes; the rest is for key and headers. */
  static final int MOST = 1_000_000;

  private final Serializer<V> serializer;

  BoundedSerializer(Serializer<V> serializer) {
    this.serializer = serializer;
  }

  @Override
  public byte[] serialize(String topic, V value) {
    return checked(topic, serializer.serialize(topic, value));
  }

  @Override
  public byte[] serialize(String topic, Headers headers, V value) {
    return checked(topic, serializer.serialize(topic, headers, value));
  }

  @Override
  public void close() {
    serializer.close();
  }

  private static byte[] checked(String topic, byte[] bytes) {
    if (bytes != null && bytes.length > MOST) {
      throw new TooLargeException(topic, bytes.length, MOST);
    }
    return bytes;
  }
}
