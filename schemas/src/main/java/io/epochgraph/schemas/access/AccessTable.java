package io.epochgraph.schemas.access;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.OwnSettings;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * The least that each role needs on the cluster: whatever is not in here it can do without. Tests
 * hold it against what the parts really ask of a broker, both ways.
 *
 * @param topics the live topics
 * @param applicationPrefix what the stages' application ids begin with
 */
public record AccessTable(Topics topics, String applicationPrefix) {

  private static final String STAGE_SUFFIX = "-stream";

  /** The table for the topics and applications that {@code cluster}'s own settings name. */
  public static AccessTable of(ClusterSettings cluster) {
    String prefix =
        cluster.properties().getOrDefault(OwnSettings.APPLICATION_PREFIX, Topics.LIVE.prefix());
    return new AccessTable(Topics.of(cluster), prefix);
  }

  /** What {@code role} needs, one grant for each resource. */
  public List<Grant> grants(Role role) {
    return switch (role) {
      case OPERATOR -> operator();
      case PUBLISHER -> writing(topics.weights(), topics.epochs(), topics.runs());
      case TRAINER ->
          merged(
              writing(topics.weights(), topics.epochs(), topics.runs()),
              reading(topics.runs(), topics.predictions()));
      case GRAPH_STREAM ->
          stage(
              role,
              reading(topics.epochs(), topics.weights()),
              writing(topics.graphStatistics(), topics.deadLetters()));
      case SIGNATURE_STREAM ->
          stage(
              role,
              reading(topics.graphStatistics()),
              writing(topics.signatures(), topics.deadLetters()));
      case PREDICTOR_STREAM ->
          stage(
              role,
              reading(topics.signatures(), topics.runs(), topics.predictors()),
              writing(topics.predictions(), topics.scores(), topics.deadLetters()));
      case FITTING ->
          merged(
              reading(topics.runs(), topics.signatures(), topics.predictors()),
              writing(topics.predictors()));
      case DASHBOARD ->
          reading(
              topics.epochs(),
              topics.runs(),
              topics.predictors(),
              topics.predictions(),
              topics.scores(),
              topics.deadLetters());
      case SCHEDULER ->
          merged(
              reading(topics.predictions()),
              List.of(Grant.beginning(GROUP, applicationPrefix + ".scheduler", READ)));
      case REPAIR -> merged(reading(topics.deadLetters()), reading(inputs()), writing(inputs()));
      case REPLAY -> replay();
    };
  }

  /** Kafka's entries that let {@code principal} play {@code role}. */
  public List<AclBinding> bindings(Role role, String principal) {
    return grants(role).stream().flatMap(grant -> grant.bindings(principal).stream()).toList();
  }

  /** The topics of which a record can become a dead letter. */
  private Topic<?>[] inputs() {
    return new Topic<?>[] {
      topics.epochs(), topics.runs(), topics.graphStatistics(), topics.signatures()
    };
  }

  private List<Grant> operator() {
    var grants =
        new ArrayList<>(granting(List.copyOf(topics.all()), CREATE, DESCRIBE, DESCRIBE_CONFIGS));
    for (Role role : Role.values()) {
      if (role.label().endsWith(STAGE_SUFFIX)) {
        grants.add(Grant.exactly(GROUP, application(role), DESCRIBE));
      }
    }
    return grants;
  }

  /**
   * Streams names its changelogs and transactions after the application, and creates the former.
   */
  private List<Grant> stage(Role role, List<Grant> inputs, List<Grant> outputs) {
    String application = application(role);
    return merged(
        inputs,
        outputs,
        List.of(
            Grant.beginning(TOPIC, application + "-", CREATE, READ, WRITE),
            Grant.exactly(GROUP, application, READ),
            Grant.beginning(TRANSACTIONAL_ID, application + "-", WRITE)));
  }

  private List<Grant> replay() {
    String own = topics.prefix() + ".replay.";
    return merged(
        reading(topics.weights(), topics.runs(), topics.predictors()),
        reading(inputs()),
        List.of(
            Grant.beginning(TOPIC, own, CREATE, READ, WRITE, DELETE),
            Grant.beginning(GROUP, own, READ, DELETE),
            Grant.beginning(TRANSACTIONAL_ID, own, WRITE)));
  }

  private String application(Role role) {
    return applicationPrefix + "." + role.label();
  }

  private static List<Grant> reading(Topic<?>... topics) {
    return granting(List.of(topics), READ);
  }

  private static List<Grant> writing(Topic<?>... topics) {
    return granting(List.of(topics), WRITE);
  }

  private static List<Grant> granting(List<Topic<?>> topics, AclOperation... operations) {
    return topics.stream().map(topic -> Grant.exactly(TOPIC, topic.name(), operations)).toList();
  }

  private static List<Grant> merged(List<Grant> some, List<Grant> others) {
    return merged(some, others, List.of());
  }

  /** One grant for each resource, in the order in which they first come. */
  private static List<Grant> merged(List<Grant> some, List<Grant> others, List<Grant> more) {
    Map<ResourcePattern, Set<AclOperation>> operations = new LinkedHashMap<>();
    Stream.of(some, others, more)
        .flatMap(List::stream)
        .forEach(
            grant ->
                operations
                    .computeIfAbsent(grant.resource(), _ -> EnumSet.noneOf(AclOperation.class))
                    .addAll(grant.operations()));
    return operations.entrySet().stream()
        .map(entry -> new Grant(entry.getKey(), entry.getValue()))
        .toList();
  }
}
