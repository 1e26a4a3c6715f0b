package io.epochgraph.schemas;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic as records are committed, outside of any group, in a thread of its own. Bytes
 * that cannot be read are left out with a warning; a registry that is away is waited for. What does
 * not pass ends it, and {@link #ended} says why.
 */
public final class TopicTail implements AutoCloseable {

  /** Where to begin. */
  public enum From {
    /** With the oldest record. */
    BEGINNING,
    /** With the next one. */
    NOW
  }

  private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  private final KafkaConsumer<String, byte[]> consumer;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread;

  private <V extends SpecificRecord> TopicTail(
      KafkaConsumer<String, byte[]> consumer, RecordReader<V> reader, Consumer<V> listener) {
    this.consumer = consumer;
    this.thread = Thread.ofPlatform().daemon().unstarted(() -> run(reader, listener));
  }

  /** Gives every value of {@code topic} to {@code listener}, in order within each partition. */
  public static <V extends SpecificRecord> TopicTail follow(
      Topic<V> topic, ClusterSettings cluster, From from, Consumer<V> listener) {
    var consumer =
        new KafkaConsumer<>(
            TopicScan.committedReads(cluster),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = TopicScan.partitions(topic, consumer, cluster);
    consumer.assign(partitions);
    if (from == From.BEGINNING) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
    }
    var tail = new TopicTail(consumer, new RecordReader<>(topic, cluster), listener);
    tail.thread.setName("tail-" + topic.name());
    tail.thread.start();
    return tail;
  }

  /** Completes when nothing more comes: normally after {@link #close}, else with the cause. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  @Override
  public void close() {
    closed.countDown();
    consumer.wakeup();
    try {
      thread.join(CLOSE_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <V extends SpecificRecord> void run(RecordReader<V> reader, Consumer<V> listener) {
    try (consumer;
        reader) {
      while (closed.getCount() > 0) {
        for (ConsumerRecord<String, byte[]> entry : consumer.poll(POLL)) {
          give(entry, reader, listener);
        }
      }
    } catch (WakeupException e) {
      LOG.debug("closed while waiting");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debug("ends", e);
      ended.completeExceptionally(e);
    } finally {
      ended.complete(null);
    }
  }

  private <V extends SpecificRecord> void give(
      ConsumerRecord<String, byte[]> entry, RecordReader<V> reader, Consumer<V> listener)
      throws InterruptedException {
    while (entry.value() != null && closed.getCount() > 0) {
      try {
        switch (reader.read(entry.value())) {
          case Decoded.Accepted<V>(var value) -> listener.accept(value);
          case Decoded.Refused<V>(var code, var reason) ->
              LOG.warn("{} offset {}: {}: {}", entry.topic(), entry.offset(), code, reason);
        }
        return;
      } catch (RegistryUnavailableException e) {
        LOG.warn("{}; asking again", e.getMessage());
        Thread.sleep(PAUSE);
      }
    }
  }
}
