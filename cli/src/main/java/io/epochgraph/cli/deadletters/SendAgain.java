package io.epochgraph.cli.deadletters;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the records of dead letters again: key, value, headers, partition and time as they were.
 */
public final class SendAgain {

  private static final int LARGEST = 16 << 20;

  private final ClusterSettings cluster;
  private final Set<String> topics;
  private final Consumer<String> progress;

  /** How many records were sent again, and how many could not be. */
  public record Result(int sent, int gone) {}

  /**
   * Works on {@code topics} and no others, whatever a dead letter says.
   *
   * @param progress gets a line for each record
   */
  public SendAgain(ClusterSettings cluster, Topics topics, Consumer<String> progress) {
    this.cluster = cluster;
    this.topics = topics.all().stream().<String>map(Topic::name).collect(Collectors.toSet());
    this.progress = progress;
  }

  /** Sends the records of {@code letters} again, each once. With {@code dryRun}, only says so. */
  public Result send(List<DeadLetter> letters, boolean dryRun) throws InterruptedException {
    int sent = 0;
    int gone = 0;
    try (var originals = new Originals(cluster);
        var producer = producer()) {
      for (var entry : places(letters).entrySet()) {
        TopicPartition partition = entry.getKey();
        if (!topics.contains(partition.topic())) {
          entry.getValue().forEach(offset -> say("foreign", partition, offset));
          gone += entry.getValue().size();
          continue;
        }
        Set<Long> missing =
            originals.read(
                partition,
                entry.getValue(),
                record -> {
                  if (dryRun) {
                    say("would send", partition, record.offset());
                  } else {
                    send(record, producer);
                  }
                });
        missing.forEach(offset -> say("gone", partition, offset));
        sent += entry.getValue().size() - missing.size();
        gone += missing.size();
      }
    }
    return new Result(sent, gone);
  }

  private void send(ConsumerRecord<byte[], byte[]> record, KafkaProducer<byte[], byte[]> producer)
      throws InterruptedException {
    var again =
        new ProducerRecord<>(
            record.topic(),
            record.partition(),
            record.timestamp(),
            record.key(),
            record.value(),
            record.headers());
    try {
      RecordMetadata at = producer.send(again).get();
      progress.accept(
          "sent       %s partition %d offset %d, now at %d"
              .formatted(record.topic(), record.partition(), record.offset(), at.offset()));
    } catch (ExecutionException e) {
      throw new KafkaException(
          "%s partition %d offset %d cannot be sent again: %s"
              .formatted(
                  record.topic(), record.partition(), record.offset(), e.getCause().getMessage()),
          e);
    }
  }

  private void say(String what, TopicPartition partition, long offset) {
    progress.accept(
        "%-10s %s partition %d offset %d"
            .formatted(what, partition.topic(), partition.partition(), offset));
  }

  private static Map<TopicPartition, NavigableSet<Long>> places(List<DeadLetter> letters) {
    var places =
        new TreeMap<TopicPartition, NavigableSet<Long>>(
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    for (DeadLetter letter : letters) {
      var partition = new TopicPartition(letter.getTopic(), letter.getPartition());
      places.computeIfAbsent(partition, _ -> new TreeSet<>()).add(letter.getOffset());
    }
    return places;
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = cluster.kafka();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
