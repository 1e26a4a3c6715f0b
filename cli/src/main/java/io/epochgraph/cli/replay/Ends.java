package io.epochgraph.cli.replay;

import io.epochgraph.schemas.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Where topics begin and where their committed records ended when it was asked for.
 *
 * @param begins offsets of the first records
 * @param ends offsets behind the last records
 */
record Ends(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {

  static Ends of(Admin admin, List<Topic<?>> topics)
      throws ExecutionException, InterruptedException {
    var earliest = new HashMap<TopicPartition, OffsetSpec>();
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    var described =
        admin.describeTopics(topics.stream().map(Topic::name).toList()).allTopicNames().get();
    described.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(
                    it -> {
                      var partition = new TopicPartition(name, it.partition());
                      earliest.put(partition, OffsetSpec.earliest());
                      latest.put(partition, OffsetSpec.latest());
                    }));
    return new Ends(offsets(admin, earliest), offsets(admin, latest));
  }

  /** Of all topics. */
  long size() {
    return ends.keySet().stream().mapToLong(it -> ends.get(it) - begins.get(it)).sum();
  }

  /** How much of it lies before {@code committed}. */
  long done(Map<TopicPartition, Long> committed) {
    return ends.keySet().stream()
        .mapToLong(
            it ->
                Math.clamp(committed.getOrDefault(it, 0L), begins.get(it), ends.get(it))
                    - begins.get(it))
        .sum();
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, Map<TopicPartition, OffsetSpec> wanted)
      throws ExecutionException, InterruptedException {
    var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    var offsets = new HashMap<TopicPartition, Long>();
    admin
        .listOffsets(wanted, options)
        .all()
        .get()
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }
}
