package io.epochgraph.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a cluster ready: creates the topics that are missing and registers the contracts. */
public final class ClusterSetup {

  /** What the registry holds each new version of a contract against: every version before it. */
  static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

  private static final Logger LOG = LoggerFactory.getLogger(ClusterSetup.class);
  private static final int SCHEMAS_CACHED = 100;
  private static final int NOT_FOUND = 404;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private ClusterSetup() {}

  /**
   * Creates the missing ones of {@code topics}, and returns once the cluster knows them.
   *
   * @param partitions of every topic keyed by run, where none exists yet; else the existing ones'
   *     number counts
   * @param replication copies of each partition; empty for the broker's default
   * @return the names of the topics that were created
   * @throws IllegalStateException where existing topics keyed by run differ in their partitions
   */
  public static List<String> createTopics(
      ClusterSettings cluster, Topics topics, int partitions, Optional<Short> replication)
      throws InterruptedException {
    return createTopics(cluster, topics.all(), partitions, replication);
  }

  /** As {@link #createTopics(ClusterSettings, Topics, int, Optional)}, for some topics only. */
  public static List<String> createTopics(
      ClusterSettings cluster, List<Topic<?>> topics, int partitions, Optional<Short> replication)
      throws InterruptedException {
    var created = new ArrayList<String>();
    try (Admin admin = Admin.create(cluster.kafka())) {
      int byRun = partitionsByRun(admin, topics).orElse(partitions);
      var existing = admin.listTopics().names().get();
      for (Topic<?> topic : topics) {
        int wanted = topic.key() == Topic.Key.RUN ? byRun : 1;
        if (!existing.contains(topic.name()) && create(admin, topic, wanted, replication)) {
          created.add(topic.name());
        }
      }
      awaitKnown(admin, created);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cluster %s: %s".formatted(cluster.bootstrapServers(), e.getCause().getMessage()), e);
    }
    return created;
  }

  /**
   * Registers the value schema of each of {@code topics}, and has the registry refuse versions that
   * cannot read what an earlier one wrote.
   *
   * @throws IllegalStateException where the registry refuses one or gives no answer
   * @throws RegistryRefusedException where it refuses whoever asks
   */
  public static void registerSchemas(ClusterSettings cluster, Topics topics) {
    registerSchemas(cluster, topics.all());
  }

  /** As {@link #registerSchemas(ClusterSettings, Topics)}, for some topics only. */
  public static void registerSchemas(ClusterSettings cluster, List<Topic<?>> topics) {
    try (var registry = client(cluster)) {
      for (Topic<?> topic : topics) {
        try {
          register(registry, topic);
        } catch (RestClientException e) {
          String operation = "set up subject " + topic.subject();
          throw RegistryRefusedException.in(e, cluster, operation)
              .<RuntimeException>map(refused -> refused)
              .orElseGet(
                  () ->
                      new IllegalStateException(
                          "schema registry %s refuses subject %s: %s"
                              .formatted(
                                  cluster.schemaRegistryUrl(), topic.subject(), e.getMessage()),
                          e));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "schema registry %s gives no answer: %s".formatted(cluster.schemaRegistryUrl(), e), e);
    }
  }

  /**
   * Asks the registry for the schemas of {@code topic}, to learn early whether it would refuse us.
   * That it is away, or that it does not know them, is no error.
   *
   * @throws RegistryRefusedException where it refuses whoever asks
   */
  public static void checkAdmission(ClusterSettings cluster, Topic<?> topic) {
    try (var registry = client(cluster)) {
      isKnown(registry, topic.subject());
    } catch (IOException | RestClientException e) {
      Optional<RegistryRefusedException> refused =
          RegistryRefusedException.in(e, cluster, "tell the versions of " + topic.subject());
      if (refused.isPresent()) {
        throw refused.get();
      }
      LOG.debug("the registry gives no answer yet", e);
    }
  }

  /** Some registries take no rule for a subject before its first version. */
  private static void register(SchemaRegistryClient registry, Topic<?> topic)
      throws IOException, RestClientException {
    boolean known = isKnown(registry, topic.subject());
    if (known) {
      registry.updateCompatibility(topic.subject(), COMPATIBILITY);
    }
    registry.register(topic.subject(), new AvroSchema(topic.valueSchema()));
    if (!known) {
      registry.updateCompatibility(topic.subject(), COMPATIBILITY);
    }
  }

  private static SchemaRegistryClient client(ClusterSettings cluster) {
    return new CachedSchemaRegistryClient(
        cluster.schemaRegistryUrl(), SCHEMAS_CACHED, new HashMap<>(cluster.registry()));
  }

  private static boolean isKnown(SchemaRegistryClient registry, String subject)
      throws IOException, RestClientException {
    try {
      return !registry.getAllVersions(subject).isEmpty();
    } catch (RestClientException e) {
      if (e.getStatus() == NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private static boolean create(
      Admin admin, Topic<?> topic, int partitions, Optional<Short> replication)
      throws ExecutionException, InterruptedException {
    Map<String, String> config = topic.retention().topicConfig();
    var wanted = new NewTopic(topic.name(), Optional.of(partitions), replication).configs(config);
    try {
      admin.createTopics(List.of(wanted)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false; // somebody else was faster
      }
      throw e;
    }
  }

  /** A broker may be asked for a new topic before it has heard of it. */
  private static void awaitKnown(Admin admin, List<String> created)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        admin.describeTopics(created).allTopicNames().get();
        return;
      } catch (ExecutionException e) {
        boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!unknown || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  /** The number of partitions that all existing topics keyed by run have, if there are any. */
  private static Optional<Integer> partitionsByRun(Admin admin, List<Topic<?>> topics)
      throws ExecutionException, InterruptedException {
    var existing = admin.listTopics().names().get();
    List<String> names =
        topics.stream()
            .filter(topic -> topic.key() == Topic.Key.RUN)
            .map(Topic::name)
            .filter(existing::contains)
            .toList();
    var partitions = new TreeMap<Integer, String>();
    admin
        .describeTopics(names)
        .allTopicNames()
        .get()
        .forEach((name, description) -> partitions.put(description.partitions().size(), name));
    if (partitions.size() > 1) {
      throw new IllegalStateException(
          "topics keyed by run must have the same number of partitions, but %s has %d and %s has %d"
              .formatted(
                  partitions.firstEntry().getValue(),
                  partitions.firstKey(),
                  partitions.lastEntry().getValue(),
                  partitions.lastKey()));
    }
    return partitions.keySet().stream().findFirst();
  }
}
