package io.epochgraph.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a topic from its beginning to what is committed now, outside of any group. */
public final class TopicScan {

  private static final Logger LOG = LoggerFactory.getLogger(TopicScan.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration METADATA_PATIENCE = Duration.ofSeconds(10);

  private TopicScan() {}

  /** A record with its key. */
  public record Entry<V>(String key, V value) {}

  /**
   * All committed records of {@code topic}, in order within each partition. Deletions and bytes
   * that cannot be read are left out, the latter with a warning.
   *
   * @throws TimeoutException where nothing comes for 30 s
   */
  public static <V extends SpecificRecord> List<Entry<V>> read(
      Topic<V> topic, ClusterSettings cluster) {
    var entries = new ArrayList<Entry<V>>();
    Map<String, Object> settings = committedReads(cluster);
    try (var consumer =
            new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        var reader = new RecordReader<>(topic, cluster)) {
      List<TopicPartition> partitions = partitions(topic, consumer, cluster);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!reached(ends, consumer)) {
        var records = consumer.poll(POLL);
        for (ConsumerRecord<String, byte[]> entry : records) {
          add(entries, entry, reader);
        }
        if (!records.isEmpty()) {
          deadline = System.nanoTime() + PATIENCE.toNanos();
        } else if (System.nanoTime() > deadline) {
          throw new TimeoutException(
              "%s: nothing came for %d s".formatted(topic.name(), PATIENCE.toSeconds()));
        }
      }
    }
    return entries;
  }

  /** Consumer settings for reading what is committed, outside of any group. */
  static Map<String, Object> committedReads(ClusterSettings cluster) {
    Map<String, Object> settings = cluster.kafka();
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return settings;
  }

  static List<TopicPartition> partitions(
      Topic<?> topic, KafkaConsumer<?, ?> consumer, ClusterSettings cluster) {
    List<PartitionInfo> infos;
    try {
      infos = consumer.partitionsFor(topic.name(), METADATA_PATIENCE);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Kafka at %s gives no answer in %d s"
              .formatted(cluster.bootstrapServers(), METADATA_PATIENCE.toSeconds()),
          e);
    }
    if (infos == null || infos.isEmpty()) {
      throw new IllegalStateException(
          "topic %s does not exist; create it with: epochgraph topics create"
              .formatted(topic.name()));
    }
    return infos.stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
  }

  private static boolean reached(Map<TopicPartition, Long> ends, KafkaConsumer<?, ?> consumer) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
  }

  private static <V extends SpecificRecord> void add(
      List<Entry<V>> entries, ConsumerRecord<String, byte[]> entry, RecordReader<V> reader) {
    if (entry.value() == null) {
      return;
    }
    switch (reader.read(entry.value())) {
      case Decoded.Accepted<V>(var value) -> entries.add(new Entry<>(entry.key(), value));
      case Decoded.Refused<V>(var code, var reason) ->
          LOG.warn(
              "{} partition {} offset {} is left out: {}: {}",
              entry.topic(),
              entry.partition(),
              entry.offset(),
              code,
              reason);
    }
  }
}
