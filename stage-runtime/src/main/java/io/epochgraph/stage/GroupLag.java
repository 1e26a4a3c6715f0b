package io.epochgraph.stage;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group is behind. */
public final class GroupLag {

  private GroupLag() {}

  /**
   * For each partition of {@code topics}, the offsets from what {@code group} has committed to the
   * log's end; all that the log holds where nothing is committed. Open transactions count, so that
   * a log whose readers are held back lags.
   *
   * @throws ExecutionException with what Kafka has against it, a topic that does not exist among it
   */
  public static Map<TopicPartition, Long> of(Admin admin, String group, Collection<String> topics)
      throws ExecutionException, InterruptedException {
    var partitions =
        admin.describeTopics(topics).allTopicNames().get().values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
            .toList();
    var committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(group).get();
    var begins = admin.listOffsets(of(partitions, OffsetSpec.earliest())).all().get();
    var ends = admin.listOffsets(of(partitions, OffsetSpec.latest())).all().get();
    var lag =
        new TreeMap<TopicPartition, Long>(
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    for (TopicPartition partition : partitions) {
      long begin = begins.get(partition).offset();
      lag.put(partition, lag(committed.get(partition), begin, ends.get(partition)));
    }
    return lag;
  }

  private static long lag(OffsetAndMetadata committed, long begin, ListOffsetsResultInfo end) {
    long from = committed == null ? begin : Math.max(begin, committed.offset());
    return Math.max(0, end.offset() - from);
  }

  private static Map<TopicPartition, OffsetSpec> of(
      Collection<TopicPartition> partitions, OffsetSpec spec) {
    return partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> spec));
  }
}
