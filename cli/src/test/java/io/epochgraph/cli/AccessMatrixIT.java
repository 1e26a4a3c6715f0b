package io.epochgraph.cli;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.local.LocalCluster;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.WithCluster;
import io.epochgraph.schemas.access.AccessTable;
import io.epochgraph.schemas.access.Grant;
import io.epochgraph.schemas.access.Role;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every role tries every operation: what the table grants is allowed, and nothing else. */
@Timeout(180)
@ExtendWith(WithCluster.class)
@Execution(ExecutionMode.SAME_THREAD)
final class AccessMatrixIT {

  private static final String PREFIX = "matrix";
  private static final AccessTable TABLE = new AccessTable(new Topics(PREFIX), PREFIX);
  private static final List<String> STAGES =
      List.of("graph-stream", "signature-stream", "predictor-stream");
  private static final List<String> TOPICS =
      Stream.of(
              TABLE.topics().all().stream().map(Topic::name),
              STAGES.stream().map(stage -> PREFIX + "." + stage + "-store-changelog"),
              Stream.of("matrix.replay.1.scores.v1", "elsewhere", "matrix.graph-stream"))
          .flatMap(it -> it)
          .toList();
  private static final List<String> GROUPS =
      Stream.concat(
              STAGES.stream().map(stage -> PREFIX + "." + stage),
              Stream.of("matrix.scheduler", "matrix.replay.1.graph-stream", "matrix", "elsewhere"))
          .toList();
  private static final List<String> TRANSACTIONS =
      Stream.concat(
              STAGES.stream().map(stage -> PREFIX + "." + stage + "-0"),
              Stream.of("matrix.replay.1.graph-stream-0", "matrix", "elsewhere"))
          .toList();

  @Test
  void shouldAllowWhatEachRoleNeedsAndNothingElse(LocalCluster plain, @TempDir Path directory)
      throws Exception {
    try (var cluster = SecuredCluster.start(directory, plain)) {
      prepare(ClusterSettings.from(cluster.withPassword(SecuredCluster.ADMIN)));
      int denied = 0;
      try (var threads = Executors.newFixedThreadPool(4)) {
        Map<Role, Future<Set<String>>> found = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
          found.put(role, threads.submit(() -> allowed(cluster, role)));
        }
        for (Role role : Role.values()) {
          Set<String> allowed = found.get(role).get();
          assertThat(allowed).as("%s", role).isEqualTo(expected(role));
          denied += all() - allowed.size();
        }
      }
      assertThat(denied).isGreaterThan(1_000);
    }
  }

  private static Set<String> allowed(SecuredCluster cluster, Role role) throws Exception {
    var settings =
        ClusterSettings.from(cluster.withPassword(SecuredCluster.MATRIX + role.label())).kafka();
    try (var probe = new AccessProbe(settings)) {
      Set<String> allowed = probe.allowed(TOPICS, GROUPS, TRANSACTIONS);
      assertThat(probe.tried()).isEqualTo(all() - TOPICS.size());
      return allowed;
    }
  }

  private static int all() {
    return 8 * TOPICS.size() + 3 * GROUPS.size() + 2 * TRANSACTIONS.size() + 5;
  }

  private static Set<String> expected(Role role) {
    var expected = new TreeSet<String>();
    for (Grant grant : TABLE.grants(role)) {
      names(grant)
          .forEach(
              name ->
                  withImplied(grant)
                      .forEach(
                          operation ->
                              expected.add(
                                  AccessProbe.what(
                                      operation, grant.resource().resourceType(), name))));
    }
    return expected;
  }

  private static Stream<String> names(Grant grant) {
    List<String> candidates =
        switch (grant.resource().resourceType()) {
          case TOPIC -> TOPICS;
          case GROUP -> GROUPS;
          case TRANSACTIONAL_ID -> TRANSACTIONS;
          case CLUSTER -> List.of("kafka-cluster");
          default -> throw new AssertionError(grant);
        };
    String name = grant.resource().name();
    return candidates.stream()
        .filter(
            it ->
                grant.resource().patternType() == PatternType.PREFIXED
                    ? it.startsWith(name)
                    : it.equals(name));
  }

  /** What Kafka's documentation says is granted along. */
  private static Set<AclOperation> withImplied(Grant grant) {
    var operations = EnumSet.copyOf(grant.operations());
    for (AclOperation operation : grant.operations()) {
      switch (operation) {
        case READ, WRITE, DELETE, ALTER -> operations.add(DESCRIBE);
        case ALTER_CONFIGS -> operations.add(DESCRIBE_CONFIGS);
        default -> {}
      }
    }
    return operations;
  }

  private static void prepare(ClusterSettings admin) throws Exception {
    try (Admin client = Admin.create(admin.kafka());
        var producer =
            new KafkaProducer<>(
                admin.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      client
          .createTopics(
              TOPICS.stream()
                  .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                  .toList())
          .all()
          .get();
      for (String topic : TOPICS) {
        producer.send(new ProducerRecord<>(topic, new byte[] {0})).get();
      }
      int entries = 0;
      for (Role role : Role.values()) {
        var bindings = TABLE.bindings(role, "User:" + SecuredCluster.MATRIX + role.label());
        client.createAcls(bindings).all().get();
        entries += bindings.size();
      }
      int all = entries;
      Waiting.until(
          "the broker knows what it allows",
          () -> client.describeAcls(AclBindingFilter.ANY).values().get().size(),
          known -> known == all);
    }
  }
}
