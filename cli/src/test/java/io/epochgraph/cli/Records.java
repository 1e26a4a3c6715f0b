package io.epochgraph.cli;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.TopicScan;
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

/** What a cluster's topics hold. */
record Records(ClusterSettings cluster) {

  /** A record as a reader of committed records finds it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Raw(int partition, long offset, long timestamp, String key, byte[] value) {}

  /** All committed values. */
  <V extends SpecificRecord> List<V> values(Topic<V> topic) {
    return TopicScan.read(topic, cluster).stream().map(TopicScan.Entry::value).toList();
  }

  /** Waits until a topic holds so many committed values. */
  <V extends SpecificRecord> List<V> await(Topic<V> topic, int count) throws Exception {
    Waiting.until(
        "%s holds %d records".formatted(topic.name(), count),
        () -> raw(topic).size(),
        size -> size >= count);
    return values(topic);
  }

  /** All committed records as they are. */
  List<Raw> raw(Topic<?> topic) {
    Map<String, Object> settings = new HashMap<>(cluster.kafka());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    var records = new ArrayList<Raw>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                it ->
                    records.add(
                        new Raw(
                            it.partition(), it.offset(), it.timestamp(), it.key(), it.value())));
      }
    }
    return records;
  }

  /** Writes a value as the contracts want it. */
  <V extends SpecificRecord> RecordMetadata write(Topic<V> topic, String key, V value)
      throws Exception {
    try (var serializer = new RecordSerializer<V>(cluster)) {
      return write(topic, key, serializer.serialize(topic.name(), value));
    }
  }

  /** Writes any bytes. */
  RecordMetadata write(Topic<?> topic, String key, byte[] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(cluster.kafka(), new StringSerializer(), new ByteArraySerializer())) {
      return producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    }
  }
}
