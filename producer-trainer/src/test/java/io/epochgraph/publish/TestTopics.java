package io.epochgraph.publish;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.Decoded;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
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
      var ends = consumer.endOffsets(partitions);
      for (TopicPartition partition : partitions) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (consumer.position(partition) < ends.get(partition)) {
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
    }
    return stored;
  }
}
