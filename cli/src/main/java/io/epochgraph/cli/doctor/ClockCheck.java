package io.epochgraph.cli.doctor;

import io.epochgraph.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * The brokers' clocks against this machine's, by the latest record of {@code weights}, to which the
 * broker gives the time. A broker that is behind cannot be told from a topic that is quiet.
 */
final class ClockCheck {

  private static final String AREA = "clocks";
  private static final Duration TOLERATED = Duration.ofSeconds(2);

  private ClockCheck() {}

  static List<Finding> all(
      Examined cluster, Admin admin, Map<String, TopicDescription> described, Instant now) {
    Topic<?> weights = cluster.topics().weights();
    if (!described.containsKey(weights.name())) {
      return List.of();
    }
    Map<TopicPartition, OffsetSpec> latest =
        described.get(weights.name()).partitions().stream()
            .map(partition -> new TopicPartition(weights.name(), partition.partition()))
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.maxTimestamp()));
    long appended =
        Asking.answer(admin.listOffsets(latest).all()).values().stream()
            .mapToLong(ListOffsetsResultInfo::timestamp)
            .max()
            .orElse(-1);
    return List.of(judge(appended, now));
  }

  /**
   * @param appended when a broker last appended, by its clock, in ms; negative where none has
   */
  static Finding judge(long appended, Instant now) {
    if (appended < 0) {
      return Finding.ok(AREA, "brokers", "cannot be told: no weights were published yet");
    }
    Duration ago = Duration.between(Instant.ofEpochMilli(appended), now);
    if (ago.plus(TOLERATED).isNegative()) {
      return Finding.warn(
          AREA,
          "brokers",
          "a broker appended weights %s from now by this machine's clock: one of them is wrong"
              .formatted(ago.negated()),
          "chronyc tracking (on both machines)");
    }
    return Finding.ok(
        AREA, "brokers", "not ahead: weights last came %d s ago".formatted(ago.toSeconds()));
  }
}
