package io.epochgraph.publish;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.RecordSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The producer's settings: the cluster's own, under those that a publisher's guarantees rest on
 * (idempotent, acknowledged by all, partitioned by the key alone, not transactional).
 */
record ProducerSettings(ClusterSettings cluster, Duration deliveryTimeout) {

  private static final int REQUEST_BYTES = 1 << 20;
  private static final int REQUEST_TIMEOUT_MS = 30_000;

  /** What Kafka, Avro, the key and the chunk's other fields take at most in a request. */
  private static final int OVERHEAD = 1024;

  /** The longest row in bytes that a request can carry. */
  long largestRow() {
    String set = cluster.properties().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    return (set == null ? REQUEST_BYTES : Long.parseLong(set.strip())) - OVERHEAD;
  }

  Producer<String, SpecificRecord> producer() {
    return new KafkaProducer<>(
        config(), new StringSerializer(), new RecordSerializer<SpecificRecord>(cluster));
  }

  Map<String, Object> config() {
    int deliveryMs = Math.toIntExact(deliveryTimeout.toMillis());
    var config = new HashMap<>(cluster.kafka());
    config.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "epochgraph-publisher");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMs);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryMs);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(REQUEST_TIMEOUT_MS, deliveryMs));
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.remove(ProducerConfig.RETRIES_CONFIG);
    config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    config.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
    config.remove(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
    return config;
  }
}
