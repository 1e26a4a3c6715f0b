package io.epochgraph.cli.doctor;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What the principal that asks may do with the topics, hence which parts it could play. Kafka tells
 * everybody about themselves, so this needs no right but to see the topics.
 */
final class AccessCheck {

  private static final String AREA = "access";

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
    var lacking = new ArrayList<String>();
    parts(cluster.topics())
        .forEach(
            (part, needs) -> {
              String missing =
                  needs.entrySet().stream()
                      .filter(need -> lacks(allowed.get(need.getKey()), need.getValue()))
                      .map(need -> need.getValue() + " on " + need.getKey())
                      .collect(Collectors.joining(", "));
              if (missing.isEmpty()) {
                can.add(part);
              } else {
                lacking.add("%s (wants %s)".formatted(part, missing));
              }
            });
    return List.of(finding(can, lacking));
  }

  /** A principal for one part is as it should be. */
  private static Finding finding(List<String> can, List<String> lacking) {
    String subject = "this principal";
    if (lacking.isEmpty()) {
      return Finding.ok(AREA, subject, "may read and write every topic");
    }
    String not = "not: " + String.join("; ", lacking);
    return can.isEmpty()
        ? Finding.warn(AREA, subject, "may play no part; " + not, "")
        : Finding.ok(AREA, subject, "may play %s; %s".formatted(String.join(", ", can), not));
  }

  private static boolean lacks(Set<AclOperation> allowed, AclOperation wanted) {
    return allowed == null || !allowed.contains(wanted);
  }

  private static Map<String, Map<String, AclOperation>> parts(Topics of) {
    List<Topic<?>> trained = List.of(of.weights(), of.epochs(), of.runs());
    var parts = new LinkedHashMap<String, Map<String, AclOperation>>();
    parts.put("trainer", needs(List.of(), trained));
    parts.put(
        "graph-stream",
        needs(List.of(of.epochs(), of.weights()), List.of(of.graphStatistics(), of.deadLetters())));
    parts.put(
        "signature-stream",
        needs(List.of(of.graphStatistics()), List.of(of.signatures(), of.deadLetters())));
    parts.put(
        "predictor-stream",
        needs(
            List.of(of.signatures(), of.predictors(), of.runs()),
            List.of(of.predictions(), of.scores(), of.deadLetters())));
    parts.put("fitting", needs(List.of(of.runs(), of.signatures()), List.of(of.predictors())));
    parts.put(
        "dashboard",
        needs(
            List.of(
                of.epochs(),
                of.runs(),
                of.predictors(),
                of.predictions(),
                of.scores(),
                of.deadLetters()),
            List.of()));
    return parts;
  }

  private static Map<String, AclOperation> needs(List<Topic<?>> read, List<Topic<?>> written) {
    var needs = new LinkedHashMap<String, AclOperation>();
    read.forEach(topic -> needs.put(topic.name(), READ));
    written.forEach(topic -> needs.put(topic.name(), WRITE));
    return needs;
  }
}
