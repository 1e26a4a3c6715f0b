package io.epochgraph.stage;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a stage has read each partition, kept with its state and committed together with what it
 * wrote.
 *
 * <p>Offsets of a consumer group are kept by its coordinator, and one that has just come back after
 * a kill may say for a moment that the group has committed nothing, or less than it has (seen with
 * Kafka 4.3.1). The consumer then begins again at the earliest record. The stage's own memory knows
 * better: what was read before is passed over.
 */
final class Positions {

  private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

  private final KeyValueStore<String, Long> next;
  private boolean behind;

  Positions(KeyValueStore<String, Long> next) {
    this.next = next;
  }

  /** The store that a task needs, one for each topic that it reads. */
  static StoreBuilder<KeyValueStore<String, Long>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.Long())
        .withCachingEnabled()
        .withLoggingEnabled(Map.of());
  }

  /** Whether the record that stands there was not read before; from now on it was. */
  boolean isNew(RecordMetadata at) {
    String partition = at.topic() + "-" + at.partition();
    Long expected = next.get(partition);
    if (expected != null && at.offset() < expected) {
      if (!behind) {
        LOG.warn(
            "{} offset {} comes again and is passed over, as all before {} are: they were read"
                + " before. If the topic was deleted and made anew, reset the stage's state.",
            partition,
            at.offset(),
            expected);
      }
      behind = true;
      return false;
    }
    behind = false;
    next.put(partition, at.offset() + 1);
    return true;
  }
}
