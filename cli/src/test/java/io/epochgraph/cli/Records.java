package io.epochgraph.cli;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Decoded;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a cluster's topics hold, and a way to write to them whatever one likes. For one thread. */
final class Records implements AutoCloseable {

  private final ClusterSettings cluster;
  private final KafkaProducer<String, byte[]> producer;
  private final RecordSerializer<SpecificRecord> serializer;
  private final Map<Topic<?>, RecordReader<?>> readers = new HashMap<>();

  /** A record as a reader of committed records finds it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Raw(int partition, long offset, String key, byte[] value) {}

  Records(ClusterSettings cluster) {
    this.cluster = cluster;
    this.producer =
        new KafkaProducer<>(cluster.kafka(), new StringSerializer(), new ByteArraySerializer());
    this.serializer = new RecordSerializer<>(cluster);
  }

  /** All committed values that can be read, partition by partition in order. */
  <V extends SpecificRecord> List<V> values(Topic<V> topic) {
    RecordReader<?> reader = readers.computeIfAbsent(topic, it -> new RecordReader<>(it, cluster));
    var values = new ArrayList<V>();
    for (Raw record : raw(topic)) {
      if (reader.read(record.value()) instanceof Decoded.Accepted<?>(var value)) {
        values.add(topic.valueType().cast(value));
      }
    }
    return values;
  }

  /** Waits until a topic holds so many committed records. */
  void await(Topic<?> topic, int count) throws Exception {
    Waiting.until(
        "%s holds %d records".formatted(topic.name(), count),
        () -> raw(topic).size(),
        size -> size >= count);
  }

  /** All committed records as they are, partition by partition in order. */
  List<Raw> raw(Topic<?> topic) {
    Map<String, Object> settings = new HashMap<>(cluster.kafka());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    var records = new ArrayList<Raw>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      for (var info : consumer.partitionsFor(topic.name())) {
        var partition = new TopicPartition(info.topic(), info.partition());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
          consumer
              .poll(Duration.ofMillis(100))
              .forEach(
                  it -> records.add(new Raw(it.partition(), it.offset(), it.key(), it.value())));
        }
      }
    }
    return records;
  }

  /** Writes a value as the contracts want it. */
  RecordMetadata write(Topic<?> topic, String key, SpecificRecord value) throws Exception {
    return write(topic, key, serializer.serialize(topic.name(), value));
  }

  /** Writes any bytes. */
  RecordMetadata write(Topic<?> topic, String key, byte[] value) throws Exception {
    return producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
  }

  @Override
  public void close() {
    producer.close();
    serializer.close();
    readers.values().forEach(RecordReader::close);
  }
}
