package io.epochgraph.cli.doctor;

import io.epochgraph.schemas.access.AccessTable;
import io.epochgraph.schemas.access.Grant;
import io.epochgraph.schemas.access.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What the principal that asks may do with the topics, hence which parts it could play. Kafka tells
 * everybody about themselves, so this needs no right but to see the topics.
 */
final class AccessCheck {

  private static final String AREA = "access";

  /** Those whose needs topics tell most of. */
  private static final List<Role> ROLES =
      List.of(
          Role.PUBLISHER,
          Role.GRAPH_STREAM,
          Role.SIGNATURE_STREAM,
          Role.PREDICTOR_STREAM,
          Role.FITTING,
          Role.DASHBOARD);

  private AccessCheck() {}

  static List<Finding> all(Examined cluster, Admin admin, Map<String, TopicDescription> described) {
    var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    var allowed = new LinkedHashMap<String, Set<AclOperation>>();
    Asking.answer(admin.describeTopics(described.keySet(), options).allTopicNames())
        .forEach((name, topic) -> allowed.put(name, topic.authorizedOperations()));
    if (allowed.values().stream().anyMatch(Objects::isNull)) {
      return List.of(Finding.warn(AREA, "topics", "this cluster does not tell", ""));
    }
    var can = new ArrayList<String>();
    var lacking = new LinkedHashMap<String, String>();
    var table = AccessTable.of(cluster.settings());
    for (Role role : ROLES) {
      String missing =
          table.grants(role).stream()
              .filter(AccessCheck::isOfOneTopic)
              .flatMap(grant -> lacking(grant, allowed))
              .collect(Collectors.joining(", "));
      if (missing.isEmpty()) {
        can.add(role.label());
      } else {
        lacking.put(role.label(), missing);
      }
    }
    return List.of(finding(cluster, can, lacking));
  }

  /** A principal for one part is as it should be. */
  private static Finding finding(Examined cluster, List<String> can, Map<String, String> lacking) {
    String subject = "this principal";
    if (lacking.isEmpty()) {
      return Finding.ok(AREA, subject, "may read and write every topic");
    }
    String not =
        lacking.entrySet().stream()
            .map(role -> "%s (wants %s)".formatted(role.getKey(), role.getValue()))
            .collect(Collectors.joining("; ", "not: ", ""));
    return can.isEmpty()
        ? Finding.warn(
            AREA,
            subject,
            "may play no part; " + not,
            RoleCheck.grant(cluster, List.copyOf(lacking.keySet())))
        : Finding.ok(AREA, subject, "may play %s; %s".formatted(String.join(", ", can), not));
  }

  private static boolean isOfOneTopic(Grant grant) {
    return grant.resource().resourceType() == ResourceType.TOPIC
        && grant.resource().patternType() == PatternType.LITERAL;
  }

  private static Stream<String> lacking(Grant grant, Map<String, Set<AclOperation>> allowed) {
    String topic = grant.resource().name();
    return grant.operations().stream()
        .filter(operation -> !allowed.getOrDefault(topic, Set.of()).contains(operation))
        .map(operation -> operation + " on " + topic);
  }
}
