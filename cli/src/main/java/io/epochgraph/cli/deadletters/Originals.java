package io.epochgraph.cli.deadletters;

import io.epochgraph.schemas.ClusterSettings;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the records that dead letters name, as they are. */
final class Originals implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Takes a record that was found. */
  @FunctionalInterface
  interface Sink {
    void take(ConsumerRecord<byte[], byte[]> original) throws InterruptedException;
  }

  Originals(ClusterSettings cluster) {
    Map<String, Object> settings = cluster.kafka();
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Reads the records at {@code offsets}, in order.
   *
   * @param found gets each that is there
   * @return the offsets of those that are gone: expired, deleted or compacted away
   */
  NavigableSet<Long> read(TopicPartition partition, NavigableSet<Long> offsets, Sink found)
      throws InterruptedException {
    Set<TopicPartition> only = Set.of(partition);
    consumer.assign(only);
    long begin = consumer.beginningOffsets(only, PATIENCE).get(partition);
    long end = consumer.endOffsets(only, PATIENCE).get(partition);
    var gone = new TreeSet<>(offsets);
    var wanted = new TreeSet<>(offsets.subSet(begin, true, end, false));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.isEmpty()) {
      if (position(partition) != wanted.first()) {
        consumer.seek(partition, wanted.first());
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
        if (wanted.contains(record.offset())) {
          found.take(record);
          gone.remove(record.offset());
        }
        deadline = System.nanoTime() + PATIENCE.toNanos();
      }
      wanted.headSet(position(partition), false).clear();
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(
            "%s: nothing came for %d s".formatted(partition, PATIENCE.toSeconds()));
      }
    }
    return gone;
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** Where the next poll begins; -1 where nothing has been sought yet. */
  private long position(TopicPartition partition) {
    try {
      return consumer.position(partition, PATIENCE);
    } catch (NoOffsetForPartitionException _) {
      return -1;
    }
  }
}
