package io.epochgraph.cli.doctor;

import io.epochgraph.schemas.access.AccessTable;
import io.epochgraph.schemas.access.Grant;
import io.epochgraph.schemas.access.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Whether the principal that asks has what a role needs, all of it: topics, groups, transactional
 * ids. Where a group or a changelog is not there yet, Kafka tells only whether it could be seen,
 * and that is taken for the rest.
 */
final class RoleCheck {

  private static final String AREA = "access";
  private static final String NOBODY = "doctor";
  private static final Pattern USER = Pattern.compile("\\busername=\"?([^\"; ]+)");
  private static final Set<AclOperation> EVERYTHING = EnumSet.allOf(AclOperation.class);

  private final Admin admin;

  private RoleCheck(Admin admin) {
    this.admin = admin;
  }

  static Finding of(Examined cluster, Admin admin, Role role) {
    var check = new RoleCheck(admin);
    var lacking = new LinkedHashMap<String, List<String>>();
    for (Grant grant : AccessTable.of(cluster.settings()).grants(role)) {
      String missing = check.missing(grant);
      if (!missing.isEmpty()) {
        lacking.computeIfAbsent(missing, _ -> new ArrayList<>()).add(name(grant));
      }
    }
    return lacking.isEmpty()
        ? Finding.ok(AREA, role.label(), "this principal has what the role needs")
        : Finding.fail(
            AREA,
            role.label(),
            lacking.entrySet().stream()
                .map(of -> "%s %s".formatted(of.getKey(), String.join(", ", of.getValue())))
                .collect(Collectors.joining("; ", "this principal lacks ", "")),
            grant(cluster, List.of(role.label())));
  }

  /** The command that grants {@code roles}, to be run by who may. */
  static String grant(Examined cluster, List<String> roles) {
    return "epochgraph acls %s --principal User:%s --create --config admin.properties"
        .formatted(String.join(" ", roles), user(cluster));
  }

  /** The name that is in the settings; a certificate's is not. */
  private static String user(Examined cluster) {
    Matcher user = USER.matcher(cluster.properties().getOrDefault("sasl.jaas.config", ""));
    return user.find() ? user.group(1) : "NAME";
  }

  /** For example "READ and WRITE on topic"; empty where nothing is missing. */
  private String missing(Grant grant) {
    Set<AclOperation> allowed = allowed(grant);
    String missing =
        grant.operations().stream()
            .filter(operation -> !allowed.contains(operation))
            .map(AclOperation::name)
            .collect(Collectors.joining(" and "));
    return missing.isEmpty() ? "" : missing + " on " + words(grant.resource().resourceType());
  }

  private static String name(Grant grant) {
    boolean prefix = grant.resource().patternType() == PatternType.PREFIXED;
    return grant.resource().name() + (prefix ? "…" : "");
  }

  private Set<AclOperation> allowed(Grant grant) {
    String name = grant.resource().name();
    boolean prefix = grant.resource().patternType() == PatternType.PREFIXED;
    return switch (grant.resource().resourceType()) {
      case TOPIC -> prefix ? ofTopics(name) : ofTopic(name);
      case GROUP -> ofGroup(prefix ? name + NOBODY : name);
      case TRANSACTIONAL_ID ->
          told(admin.describeTransactions(List.of(name + NOBODY)).description(name + NOBODY))
              .map(_ -> EVERYTHING)
              .orElse(Set.of());
      default -> throw new IllegalArgumentException(grant.toString());
    };
  }

  private Set<AclOperation> ofTopic(String name) {
    var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    var described = admin.describeTopics(List.of(name), options).topicNameValues().get(name);
    return told(described)
        .map(topic -> topic.map(it -> it.authorizedOperations()).orElse(EVERYTHING))
        .orElse(Set.of());
  }

  /** Of those whose names begin so, or else of one that could be. */
  private Set<AclOperation> ofTopics(String prefix) {
    Set<AclOperation> allowed = EnumSet.allOf(AclOperation.class);
    Asking.answer(admin.listTopics().names()).stream()
        .filter(name -> name.startsWith(prefix))
        .findFirst()
        .ifPresentOrElse(
            name -> allowed.retainAll(ofTopic(name)),
            () -> allowed.retainAll(ofTopic(prefix + NOBODY)));
    var would = new NewTopic(prefix + NOBODY, Optional.empty(), Optional.empty());
    var options = new CreateTopicsOptions().validateOnly(true);
    if (told(admin.createTopics(List.of(would), options).all()).isEmpty()) {
      allowed.remove(AclOperation.CREATE);
    } else {
      allowed.add(AclOperation.CREATE);
    }
    return allowed;
  }

  private Set<AclOperation> ofGroup(String name) {
    var options = new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    var described = admin.describeConsumerGroups(List.of(name), options).describedGroups();
    return told(described.get(name))
        .map(group -> group.map(it -> it.authorizedOperations()).orElse(EVERYTHING))
        .orElse(Set.of());
  }

  /** Empty where Kafka denies it; an empty answer within where there is no such thing. */
  private static <T> Optional<Optional<T>> told(KafkaFuture<T> future) {
    try {
      return Optional.of(Optional.ofNullable(Asking.answer(future)));
    } catch (AuthorizationException _) {
      return Optional.empty();
    } catch (UnknownTopicOrPartitionException
        | GroupIdNotFoundException
        | TransactionalIdNotFoundException
        | TopicExistsException _) {
      return Optional.of(Optional.empty());
    }
  }

  private static String words(ResourceType type) {
    return switch (type) {
      case TRANSACTIONAL_ID -> "transactional id";
      default -> type.name().toLowerCase(Locale.ROOT);
    };
  }
}
