package io.epochgraph.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterClientQuotasOptions;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Tries every operation on every resource, so that nothing is changed where it is allowed. */
final class AccessProbe implements AutoCloseable {

  /** What an operation of a resource is tried by. */
  private record Attempt(String what, Waits waits) {}

  private interface Waits {
    void get() throws ExecutionException, InterruptedException;
  }

  private final Map<String, Object> settings;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Attempt> attempts = new ArrayList<>();

  AccessProbe(Map<String, Object> settings) {
    this.settings = settings;
    this.admin = Admin.create(settings);
    var producing = new HashMap<>(settings);
    producing.put("enable.idempotence", false);
    producing.put("linger.ms", 0);
    this.producer =
        new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static String what(AclOperation operation, ResourceType type, String name) {
    return "%s %s %s".formatted(operation, type, name);
  }

  /** What is allowed, of all that was tried. */
  Set<String> allowed(List<String> topics, List<String> groups, List<String> transactions)
      throws InterruptedException {
    topics.forEach(this::tryTopic);
    groups.forEach(this::tryGroup);
    transactions.forEach(this::tryTransaction);
    tryCluster();
    var allowed = new TreeSet<String>();
    for (Attempt attempt : attempts) {
      if (isAllowed(attempt)) {
        allowed.add(attempt.what());
      }
    }
    for (String topic : topics) {
      if (isAllowed(new Attempt("READ", () -> read(topic)))) {
        allowed.add(what(AclOperation.READ, ResourceType.TOPIC, topic));
      }
    }
    return allowed;
  }

  int tried() {
    return attempts.size();
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    admin.close(Duration.ZERO);
  }

  private void tryTopic(String topic) {
    var partition = new TopicPartition(topic, 0);
    var config = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var sent = producer.send(new ProducerRecord<>(topic, new byte[] {1}));
    attempt(AclOperation.WRITE, ResourceType.TOPIC, topic, sent::get);
    attempt(AclOperation.CREATE, ResourceType.TOPIC, topic, creation(topic));
    attempt(
        AclOperation.DELETE,
        ResourceType.TOPIC,
        topic,
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(0))).all());
    attempt(
        AclOperation.ALTER,
        ResourceType.TOPIC,
        topic,
        admin
            .createPartitions(
                Map.of(topic, NewPartitions.increaseTo(1)),
                new CreatePartitionsOptions().validateOnly(true))
            .all());
    attempt(
        AclOperation.DESCRIBE,
        ResourceType.TOPIC,
        topic,
        admin.describeTopics(List.of(topic)).allTopicNames());
    attempt(
        AclOperation.DESCRIBE_CONFIGS,
        ResourceType.TOPIC,
        topic,
        admin.describeConfigs(List.of(config)).all());
    attempt(
        AclOperation.ALTER_CONFIGS,
        ResourceType.TOPIC,
        topic,
        admin
            .incrementalAlterConfigs(
                Map.of(
                    config,
                    List.of(
                        new AlterConfigOp(
                            new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET))),
                new AlterConfigsOptions().validateOnly(true))
            .all());
  }

  private void tryGroup(String group) {
    attempt(
        AclOperation.READ,
        ResourceType.GROUP,
        group,
        admin
            .removeMembersFromConsumerGroup(
                group,
                new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove("nobody"))))
            .all());
    attempt(
        AclOperation.DESCRIBE,
        ResourceType.GROUP,
        group,
        admin.listConsumerGroupOffsets(group).all());
    attempt(
        AclOperation.DELETE,
        ResourceType.GROUP,
        group,
        admin.deleteConsumerGroups(List.of(group)).all());
  }

  private void tryTransaction(String id) {
    attempt(
        AclOperation.WRITE,
        ResourceType.TRANSACTIONAL_ID,
        id,
        admin.fenceProducers(List.of(id)).all());
    attempt(
        AclOperation.DESCRIBE,
        ResourceType.TRANSACTIONAL_ID,
        id,
        admin.describeTransactions(List.of(id)).all());
  }

  private void tryCluster() {
    String name = "kafka-cluster";
    var broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    var nobody =
        new AclBindingFilter(
            ResourcePatternFilter.ANY,
            new AccessControlEntryFilter(
                "User:nobody", null, AclOperation.ANY, AclPermissionType.ANY));
    var quota =
        new ClientQuotaAlteration(
            new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, "nobody")),
            List.of(new ClientQuotaAlteration.Op("producer_byte_rate", 1.0)));
    var type = ResourceType.CLUSTER;
    attempt(AclOperation.CREATE, type, name, creation("of-nobody"));
    attempt(AclOperation.DESCRIBE, type, name, admin.describeAcls(nobody).values());
    attempt(AclOperation.ALTER, type, name, admin.deleteAcls(List.of(nobody)).all());
    attempt(
        AclOperation.DESCRIBE_CONFIGS, type, name, admin.describeConfigs(List.of(broker)).all());
    attempt(
        AclOperation.ALTER_CONFIGS,
        type,
        name,
        admin
            .alterClientQuotas(List.of(quota), new AlterClientQuotasOptions().validateOnly(true))
            .all());
  }

  private KafkaFuture<Void> creation(String topic) {
    return admin
        .createTopics(
            List.of(new NewTopic(topic, Optional.of(1), Optional.empty())),
            new CreateTopicsOptions().validateOnly(true))
        .all();
  }

  private void read(String topic) {
    var reading = new HashMap<>(settings);
    reading.put("enable.auto.commit", false);
    reading.put("auto.offset.reset", "earliest");
    reading.put("fetch.max.wait.ms", 10);
    try (var consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions = List.of(new TopicPartition(topic, 0));
      consumer.assign(partitions);
      consumer.seek(partitions.getFirst(), 0);
      if (consumer.poll(Duration.ofSeconds(20)).isEmpty()) {
        throw new AssertionError(topic + ": nothing came, and nothing was denied");
      }
    }
  }

  private void attempt(AclOperation operation, ResourceType type, String name, KafkaFuture<?> it) {
    attempt(operation, type, name, it::get);
  }

  private void attempt(AclOperation operation, ResourceType type, String name, Waits waits) {
    attempts.add(new Attempt(what(operation, type, name), waits));
  }

  private static boolean isAllowed(Attempt attempt) throws InterruptedException {
    try {
      attempt.waits().get();
      return true;
    } catch (AuthorizationException e) {
      return false;
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case AuthorizationException _ -> false;
        case RetriableException other -> throw new AssertionError(attempt.what(), other);
        case ApiException _ -> true; // it was let in, and found that there is nothing to do
        default -> throw new AssertionError(attempt.what(), e);
      };
    }
  }
}
