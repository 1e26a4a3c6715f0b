package io.epochgraph.graphstream;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Decoded;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.Topic;
import io.epochgraph.stage.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.errors.MissingSourceTopicException;

/**
 * Reads chunks with a consumer of its own that is in no group and never commits. Reads ahead, so
 * that chunks that stand one after the other cost one fetch for several; holds at most what one
 * fetch brings.
 */
public final class KafkaChunkReader implements ChunkReader {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int FETCH_BYTES = 8 << 20;

  /** A fetch that waits for more at the log's end holds up the next one, which is elsewhere. */
  private static final int FETCH_WAIT_MILLIS = 10;

  private final Topic<WeightsChunk> topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordReader<WeightsChunk> reader;
  private final Deque<ConsumerRecord<byte[], byte[]>> ahead = new ArrayDeque<>();
  private TopicPartition assigned;

  /** Reads {@code topic} of {@code cluster}. */
  public KafkaChunkReader(Topic<WeightsChunk> topic, ClusterSettings cluster) {
    this.topic = topic;
    this.reader = new RecordReader<>(topic, cluster);
    Map<String, Object> settings = cluster.kafka();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Reading read(ChunkReference reference) {
    int partitions = partitions();
    if (reference.getPartition() >= partitions) {
      return absent(
          "CHUNK_CORRUPT",
          "partition %d does not exist: %s has %d"
              .formatted(reference.getPartition(), topic.name(), partitions));
    }
    var partition = new TopicPartition(topic.name(), reference.getPartition());
    try {
      ConsumerRecord<byte[], byte[]> record = fetch(partition, reference.getOffset());
      return switch (reader.read(record.value())) {
        case Decoded.Accepted<WeightsChunk>(var chunk) -> new Reading.Found(chunk);
        case Decoded.Refused<WeightsChunk>(var code, var reason) ->
            absent(
                "CHUNK_CORRUPT", "%s offset %d: %s".formatted(partition, record.offset(), reason));
      };
    } catch (OffsetOutOfRangeException e) {
      return outOfRange(partition, reference.getOffset());
    }
  }

  @Override
  public void close() {
    consumer.close();
    reader.close();
  }

  private int partitions() {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic.name(), PATIENCE);
    if (partitions == null || partitions.isEmpty()) {
      throw new MissingSourceTopicException(
          "topic %s does not exist; create it with: epochgraph topics create"
              .formatted(topic.name()));
    }
    return partitions.size();
  }

  private ConsumerRecord<byte[], byte[]> fetch(TopicPartition partition, long offset) {
    position(partition, offset);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ahead.isEmpty()) {
      consumer.poll(POLL).records(partition).forEach(ahead::add);
      if (ahead.isEmpty()) {
        if (offset >= endOffset(partition)) {
          throw new OffsetOutOfRangeException(Map.of(partition, offset));
        }
        if (System.nanoTime() > deadline) {
          throw new TimeoutException(
              "%s offset %d: no answer in %d s".formatted(partition, offset, PATIENCE.toSeconds()));
        }
      }
    }
    ConsumerRecord<byte[], byte[]> record = ahead.poll();
    if (record.offset() != offset) {
      ahead.clear();
      assigned = null;
      throw new OffsetOutOfRangeException(Map.of(partition, offset));
    }
    return record;
  }

  /** Makes {@code offset} the next record, from what was read ahead where that holds it. */
  private void position(TopicPartition partition, long offset) {
    if (partition.equals(assigned)) {
      while (!ahead.isEmpty() && ahead.peek().offset() < offset) {
        ahead.poll();
      }
      if (!ahead.isEmpty() && ahead.peek().offset() == offset) {
        return;
      }
      if (ahead.isEmpty() && consumer.position(partition) == offset) {
        return;
      }
    } else {
      consumer.assign(Set.of(partition));
      assigned = partition;
    }
    ahead.clear();
    consumer.seek(partition, offset);
  }

  private Reading outOfRange(TopicPartition partition, long offset) {
    assigned = null;
    long begin = consumer.beginningOffsets(Set.of(partition), PATIENCE).get(partition);
    if (offset < begin) {
      return absent(
          "CHUNK_EXPIRED",
          "%s offset %d has expired: the log begins at %d".formatted(partition, offset, begin));
    }
    return absent(
        "CHUNK_CORRUPT",
        "%s offset %d holds no record: the log ends at %d"
            .formatted(partition, offset, endOffset(partition)));
  }

  private long endOffset(TopicPartition partition) {
    return consumer.endOffsets(Set.of(partition), PATIENCE).get(partition);
  }

  private static Reading absent(String code, String reason) {
    return new Reading.Absent(new Refusal(code, reason));
  }
}
