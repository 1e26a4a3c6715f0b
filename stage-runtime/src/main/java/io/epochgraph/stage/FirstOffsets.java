package io.epochgraph.stage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits where a new stage begins to read, so that it never has to guess later.
 *
 * <p>A group coordinator that has just come back may say for a moment that a group has committed
 * nothing. A consumer that then begins with the earliest record does everything a second time. So a
 * stage starts from the earliest record only once, here; from then on a missing offset is a failure
 * that passes. A stage that has changelogs is not new.
 */
final class FirstOffsets {

  private static final Logger LOG = LoggerFactory.getLogger(FirstOffsets.class);
  private static final int WAIT_MS = 500;

  private FirstOffsets() {}

  /** Commits them where the stage is new; waits for a broker that is away. */
  static void commit(StageSettings settings, Topology topology) {
    Set<String> sources = sources(topology);
    try (Admin admin = Admin.create(settings.cluster().kafka())) {
      while (!isCommitted(admin, settings.applicationId(), sources)) {
        Thread.sleep(WAIT_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.warn("{}: cannot tell where to begin: {}", settings.stage(), e.getCause().getMessage());
    }
  }

  /** Whether nothing is left to do. */
  private static boolean isCommitted(Admin admin, String group, Set<String> sources)
      throws InterruptedException, ExecutionException {
    try {
      Map<TopicPartition, OffsetAndMetadata> missing = beginnings(admin, sources);
      missing
          .keySet()
          .removeAll(
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().keySet());
      if (!missing.isEmpty() && !hasState(admin, group)) {
        admin.alterConsumerGroupOffsets(group, missing).all().get();
      }
      return true;
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case UnknownTopicOrPartitionException _ -> true; // Kafka Streams says which
        case RetriableException _ -> false;
        case GroupNotEmptyException _, UnknownMemberIdException _ -> false; // another began
        default -> throw e;
      };
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> beginnings(Admin admin, Set<String> topics)
      throws InterruptedException, ExecutionException {
    var earliest = new HashMap<TopicPartition, OffsetSpec>();
    for (var topic : admin.describeTopics(topics).allTopicNames().get().values()) {
      for (var partition : topic.partitions()) {
        earliest.put(
            new TopicPartition(topic.name(), partition.partition()), OffsetSpec.earliest());
      }
    }
    var beginnings = new HashMap<TopicPartition, OffsetAndMetadata>();
    admin
        .listOffsets(earliest)
        .all()
        .get()
        .forEach((at, found) -> beginnings.put(at, new OffsetAndMetadata(found.offset())));
    return beginnings;
  }

  private static boolean hasState(Admin admin, String group)
      throws InterruptedException, ExecutionException {
    return admin.listTopics().names().get().stream()
        .anyMatch(name -> name.startsWith(group + "-") && name.endsWith("-changelog"));
  }

  private static Set<String> sources(Topology topology) {
    var topics = new HashSet<String>();
    for (var part : topology.describe().subtopologies()) {
      for (var node : part.nodes()) {
        if (node instanceof TopologyDescription.Source source) {
          topics.addAll(source.topicSet());
        }
      }
    }
    return topics;
  }
}
