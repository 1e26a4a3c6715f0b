package io.epochgraph.cli.torture;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the stages have given, as a reader of committed records sees it: of each topic the values
 * with their keys, as SHA-256, and how often each came. For one thread.
 */
final class Outputs implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Map<String, Integer>> values = new LinkedHashMap<>();
  private final int prefixLength;

  private Outputs(ClusterSettings cluster, Topics topics) {
    Map<String, Object> settings = cluster.kafka();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    prefixLength = topics.prefix().length() + 1;
    var partitions = new ArrayList<TopicPartition>();
    for (Topic<?> topic : of(topics)) {
      values.put(topic.name().substring(prefixLength), new TreeMap<>());
      consumer
          .partitionsFor(topic.name())
          .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  static Outputs of(ClusterSettings cluster, Topics topics) {
    return new Outputs(cluster, topics);
  }

  /** The topics that stages write. */
  static List<Topic<?>> of(Topics topics) {
    return List.of(
        topics.graphStatistics(),
        topics.signatures(),
        topics.predictions(),
        topics.scores(),
        topics.deadLetters());
  }

  /**
   * Reads on for a moment.
   *
   * @return how many records came
   */
  int poll() {
    var records = consumer.poll(POLL);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      values
          .get(record.topic().substring(prefixLength))
          .merge(digest(record.key(), record.value()), 1, Integer::sum);
    }
    return records.count();
  }

  /** Records of each topic so far. */
  Map<String, Integer> counts() {
    var counts = new LinkedHashMap<String, Integer>();
    values.forEach(
        (topic, digests) ->
            counts.put(topic, digests.values().stream().mapToInt(Integer::intValue).sum()));
    return counts;
  }

  /** Of each topic how often each value came, sorted. */
  Map<String, Map<String, Integer>> values() {
    var copy = new LinkedHashMap<String, Map<String, Integer>>();
    values.forEach((topic, digests) -> copy.put(topic, new TreeMap<>(digests)));
    return copy;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static String digest(byte[] key, byte[] value) {
    MessageDigest digest = sha256();
    digest.update(key == null ? "none".getBytes(StandardCharsets.UTF_8) : key);
    digest.update((byte) 0);
    digest.update(value);
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
