package io.epochgraph.dashboard;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Decoded;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.schemas.RegistryUnavailableException;
import io.epochgraph.schemas.Retention;
import io.epochgraph.schemas.Topic;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the records of one topic into changes of the model. */
final class TopicFeed<V extends SpecificRecord> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);

  private final Topic<V> topic;
  private final DashboardModel model;
  private final RecordReader<V> reader;
  private final Function<V, Optional<Change>> accept;

  TopicFeed(
      Topic<V> topic,
      ClusterSettings cluster,
      DashboardModel model,
      Function<V, Optional<Change>> accept) {
    this.topic = topic;
    this.model = model;
    this.reader = new RecordReader<>(topic, cluster);
    this.accept = accept;
  }

  String topic() {
    return topic.name();
  }

  /**
   * Takes one record. A bad one is counted and logged; that a key of a compacted topic was deleted
   * changes nothing.
   *
   * @throws RegistryUnavailableException where the registry gives no answer: try it again
   */
  Optional<Change> take(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    if (kafkaRecord.value() == null && topic.retention() instanceof Retention.Compacted) {
      return Optional.empty();
    }
    return switch (reader.read(kafkaRecord.value())) {
      case Decoded.Accepted<V>(V value) -> accept(kafkaRecord, value);
      case Decoded.Refused<V>(String code, String reason) ->
          leaveOut(kafkaRecord, code + ": " + reason);
    };
  }

  private Optional<Change> accept(ConsumerRecord<byte[], byte[]> kafkaRecord, V value) {
    try {
      return accept.apply(value);
    } catch (IllegalArgumentException e) {
      return leaveOut(kafkaRecord, "INVALID: " + e.getMessage());
    }
  }

  private Optional<Change> leaveOut(ConsumerRecord<byte[], byte[]> kafkaRecord, String why) {
    model.countUnreadable();
    LOG.warn(
        "left out {} partition {} offset {}: {}",
        topic.name(),
        kafkaRecord.partition(),
        kafkaRecord.offset(),
        why);
    return Optional.empty();
  }

  @Override
  public void close() {
    reader.close();
  }
}
