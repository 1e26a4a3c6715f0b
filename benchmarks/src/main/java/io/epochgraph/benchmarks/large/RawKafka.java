package io.epochgraph.benchmarks.large;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The baseline: Kafka's own clients move as many bytes in records of the same size through the same
 * broker, and do nothing with them. Each line of the input, {@code produce} or {@code consume},
 * moves them once.
 */
final class RawKafka {

  private static final int RECORD = 512 << 10;
  private static final int FETCH = 8 << 20;

  private RawKafka() {}

  /** Arguments: bootstrap servers, topic, bytes. */
  public static void main(String... args)
      throws IOException, ExecutionException, InterruptedException {
    long records = Math.ceilDiv(Long.parseLong(args[2]), RECORD);
    var partition = new TopicPartition(args[1], 0);
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var producer = producer(args[0]);
        var consumer = consumer(args[0])) {
      consumer.assign(Set.of(partition));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long start = System.nanoTime();
        if (line.equals("produce")) {
          produce(producer, partition, records);
        } else {
          long end = consumer.endOffsets(Set.of(partition)).get(partition);
          start = System.nanoTime();
          consume(consumer, partition, end - records, end);
        }
        System.out.println((System.nanoTime() - start) / 1e9);
      }
    }
  }

  private static void produce(
      KafkaProducer<byte[], byte[]> producer, TopicPartition partition, long records)
      throws ExecutionException, InterruptedException {
    var value = new byte[RECORD];
    new Random(1).nextBytes(value);
    Future<RecordMetadata> last = null;
    for (long i = 0; i < records; i++) {
      last = producer.send(new ProducerRecord<>(partition.topic(), 0, null, value));
    }
    producer.flush();
    if (last != null) {
      last.get();
    }
  }

  private static void consume(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long to) {
    consumer.seek(partition, from);
    while (consumer.position(partition) < to) {
      consumer.poll(Duration.ofSeconds(1));
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String servers) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            0),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String servers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
