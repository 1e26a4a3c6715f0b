package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.local.LocalCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of one test's own in a real cluster. */
public record ClusterTopics(ClusterSettings cluster, Topics topics) {

  public static final int PARTITIONS = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger NEXT = new AtomicInteger();

  /** Topics that do not exist yet. */
  public static ClusterTopics of(LocalCluster cluster) {
    return new ClusterTopics(
        ClusterSettings.of(cluster.bootstrapServers(), cluster.schemaRegistryUrl()),
        new Topics("test-" + NEXT.incrementAndGet()));
  }

  public ClusterTopics create() throws InterruptedException {
    ClusterSetup.createTopics(cluster, topics, PARTITIONS, Optional.empty());
    return this;
  }

  public <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
    try (var serializer = new RecordSerializer<V>(cluster)) {
      return serializer.serialize(topic.name(), value);
    }
  }

  public <V extends SpecificRecord> RecordMetadata send(Topic<V> topic, String key, V value)
      throws InterruptedException {
    return sendBytes(topic, key, bytes(topic, value));
  }

  public RecordMetadata sendBytes(Topic<?> topic, String key, byte[] value)
      throws InterruptedException {
    try (var producer =
        new KafkaProducer<>(cluster.kafka(), new StringSerializer(), new ByteArraySerializer())) {
      return producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /** Everything committed in a topic now. */
  public <V extends SpecificRecord> List<V> committed(Topic<V> topic) {
    return TopicScan.read(topic, cluster).stream().map(TopicScan.Entry::value).toList();
  }

  /** Everything committed in a topic once there are {@code count} records. */
  public <V extends SpecificRecord> List<V> await(Topic<V> topic, int count)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<V> values = committed(topic);
    while (values.size() < count) {
      assertThat(System.nanoTime())
          .as("%s holds %d of %d records", topic.name(), values.size(), count)
          .isLessThan(end);
      Thread.sleep(100);
      values = committed(topic);
    }
    return values;
  }
}
