package io.epochgraph.cli.doctor;

import io.epochgraph.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactions that hold readers of committed records back: those that are open for long, and those
 * that a partition still holds open while nobody is about to end them.
 */
final class TransactionCheck {

  private static final String AREA = "transactions";

  /** The broker looks every ten seconds for transactions whose time is over. */
  private static final Duration CLEANUP = Duration.ofSeconds(20);

  private TransactionCheck() {}

  /**
   * @param patience how long a transaction may be open without a word
   */
  static List<Finding> all(
      Examined cluster,
      Admin admin,
      Map<String, TopicDescription> described,
      Duration patience,
      Instant now) {
    Map<TopicPartition, List<ProducerState>> held = held(admin, written(cluster, described));
    var options = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    var open = Asking.answer(admin.listTransactions(options).all());
    Set<Long> known = open.stream().map(TransactionListing::producerId).collect(Collectors.toSet());
    var findings = new ArrayList<Finding>();
    for (String id : open.stream().map(TransactionListing::transactionalId).sorted().toList()) {
      var transaction = Asking.answer(admin.describeTransactions(Set.of(id)).description(id));
      if (described.keySet().stream().anyMatch(topics(transaction)::contains)) {
        judge(id, transaction, patience, now).ifPresent(findings::add);
      }
    }
    // what was open before and after the coordinators were asked, and is none of theirs, hangs
    Map<TopicPartition, List<ProducerState>> still = held(admin, held.keySet());
    still.forEach(
        (partition, producers) ->
            producers.stream()
                .filter(producer -> !known.contains(producer.producerId()))
                .filter(producer -> isAmong(held.get(partition), producer))
                .forEach(producer -> findings.add(hanging(cluster, partition, producer))));
    return findings.isEmpty()
        ? List.of(Finding.ok(AREA, "all topics", "none holds readers back"))
        : findings;
  }

  /** A transaction past its time is the broker's to abort; if it does not, something is wrong. */
  static Optional<Finding> judge(
      String id, TransactionDescription transaction, Duration patience, Instant now) {
    OptionalLong start = transaction.transactionStartTimeMs();
    if (transaction.state() != TransactionState.ONGOING || start.isEmpty()) {
      return Optional.empty();
    }
    Duration age = Duration.between(Instant.ofEpochMilli(start.getAsLong()), now);
    Duration timeout = Duration.ofMillis(transaction.transactionTimeoutMs());
    String found =
        "open for %d s of at most %d s: readers of %s wait"
            .formatted(
                age.toSeconds(), timeout.toSeconds(), String.join(", ", topics(transaction)));
    if (age.compareTo(timeout.plus(CLEANUP)) > 0) {
      return Optional.of(
          Finding.fail(
              AREA,
              id,
              found
                  + "; its coordinator, broker %d, does not end it"
                      .formatted(transaction.coordinatorId()),
              ""));
    }
    return age.compareTo(patience) > 0
        ? Optional.of(Finding.warn(AREA, id, found, ""))
        : Optional.empty();
  }

  private static Finding hanging(
      Examined cluster, TopicPartition partition, ProducerState producer) {
    long start = producer.currentTransactionStartOffset().orElseThrow();
    return Finding.fail(
        AREA,
        partition.toString(),
        "the transaction of producer %d from offset %d on hangs: nobody will end it, and readers wait there"
            .formatted(producer.producerId(), start),
        cluster.kafkas(
            "kafka-transactions.sh",
            "abort --topic %s --partition %d --start-offset %d"
                .formatted(partition.topic(), partition.partition(), start)));
  }

  private static boolean isAmong(List<ProducerState> producers, ProducerState one) {
    return producers != null
        && producers.stream()
            .anyMatch(
                other ->
                    other.producerId() == one.producerId()
                        && other
                            .currentTransactionStartOffset()
                            .equals(one.currentTransactionStartOffset()));
  }

  private static Set<String> topics(TransactionDescription transaction) {
    return transaction.topicPartitions().stream()
        .map(TopicPartition::topic)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Trainers write without transactions. */
  private static List<TopicPartition> written(
      Examined cluster, Map<String, TopicDescription> described) {
    return cluster.topics().all().stream()
        .map(Topic::name)
        .filter(described::containsKey)
        .flatMap(
            name ->
                described.get(name).partitions().stream()
                    .map(partition -> new TopicPartition(name, partition.partition())))
        .toList();
  }

  /** The producers with an open transaction, where there are some. */
  private static Map<TopicPartition, List<ProducerState>> held(
      Admin admin, Collection<TopicPartition> partitions) {
    var held =
        new TreeMap<TopicPartition, List<ProducerState>>(
            Comparator.comparing(TopicPartition::toString));
    if (partitions.isEmpty()) {
      return held;
    }
    Asking.answer(admin.describeProducers(partitions).all())
        .forEach(
            (partition, state) -> {
              List<ProducerState> open =
                  state.activeProducers().stream()
                      .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                      .toList();
              if (!open.isEmpty()) {
                held.put(partition, open);
              }
            });
    return held;
  }
}
