package io.epochgraph.schemas;

import java.time.Duration;
import java.util.Map;

/** How long a topic keeps its records. */
public sealed interface Retention {

  /** The topic settings that make it so. */
  Map<String, String> topicConfig();

  /** For ever: replays depend on it. */
  record Kept() implements Retention {
    @Override
    public Map<String, String> topicConfig() {
      return Map.of(
          "cleanup.policy", "delete",
          "retention.ms", "-1",
          "retention.bytes", "-1");
    }
  }

  /**
   * The latest record of each key.
   *
   * @param maxMessageBytes the largest record batch the topic takes
   */
  record Compacted(int maxMessageBytes) implements Retention {
    @Override
    public Map<String, String> topicConfig() {
      return Map.of(
          "cleanup.policy", "compact", "max.message.bytes", Integer.toString(maxMessageBytes));
    }
  }

  /**
   * For a time and up to a size, whichever ends first, by the broker's clock.
   *
   * @param time how long
   * @param bytesPerPartition up to which size
   */
  record Limited(Duration time, long bytesPerPartition) implements Retention {
    @Override
    public Map<String, String> topicConfig() {
      return Map.of(
          "cleanup.policy",
          "delete",
          "message.timestamp.type",
          "LogAppendTime",
          "retention.ms",
          Long.toString(time.toMillis()),
          "retention.bytes",
          Long.toString(bytesPerPartition));
    }
  }
}
