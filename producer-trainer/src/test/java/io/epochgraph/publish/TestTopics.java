package io.epochgraph.publish;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.Decoded;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Topics of one test's own, and what is in them. */
public record TestTopics(ClusterSettings cluster, Topics topics) {

  private static final AtomicInteger NEXT = new AtomicInteger();

  /** One record as a reader finds it. */
  public record Stored<V>(int partition, long offset, long timestamp, String key, V value) {}

  public static TestTopics create(ClusterSettings cluster) throws InterruptedException {
    var topics = new Topics("test-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet());
    ClusterSetup.createTopics(cluster, topics, 3, Optional.empty());
    return new TestTopics(cluster, topics);
  }

  /** How many records a topic has now. */
  public long count(Topic<?> topic) {
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(cluster.kafka(), bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList();
      consumer.assign(partitions);
      return consumer.endOffsets(partitions).values().stream().mapToLong(end -> end).sum();
    }
  }

  /** The values of everything in a topic now. */
  public <V extends SpecificRecord> List<V> values(Topic<V> topic) {
    return read(topic).stream().map(Stored::value).toList();
  }

  /** Everything in a topic now, partition by partition in the order of the offsets. */
  public <V extends SpecificRecord> List<Stored<V>> read(Topic<V> topic) {
    var stored = new ArrayList<Stored<V>>();
    try (var reader = new RecordReader<>(topic, cluster);
        var consumer =
            new KafkaConsumer<>(
                cluster.kafka(), new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList();
      consumer.assign(partitions);
      var ends = consumer.endOffsets(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var entry : consumer.poll(Duration.ofSeconds(1))) {
          var decoded = (Decoded.Accepted<V>) reader.read(entry.value());
          stored.add(
              new Stored<>(
                  entry.partition(),
                  entry.offset(),
                  entry.timestamp(),
                  entry.key(),
                  decoded.value()));
        }
      }
    }
    stored.sort(Comparator.comparingInt(Stored<V>::partition).thenComparingLong(Stored::offset));
    return stored;
  }
}
