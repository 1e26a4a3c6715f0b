package io.epochgraph.schemas.access;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Grants as Kafka's own tool {@code kafka-acls.sh} takes them. */
public final class KafkaAcls {

  private KafkaAcls() {}

  /** One command for each grant, for a POSIX shell. */
  public static List<String> commands(
      List<Grant> grants, String principal, String bootstrapServers) {
    return grants.stream()
        .map(
            grant ->
                "kafka-acls.sh --bootstrap-server %s --command-config admin.properties --add --allow-principal %s%s%s"
                    .formatted(
                        bootstrapServers,
                        quoted(principal),
                        operations(grant),
                        resource(grant.resource())))
        .toList();
  }

  private static String operations(Grant grant) {
    return grant.operations().stream()
        .map(operation -> " --operation " + name(operation))
        .collect(Collectors.joining());
  }

  /** DESCRIBE_CONFIGS is DescribeConfigs there. */
  private static String name(AclOperation operation) {
    return List.of(operation.name().split("_", -1)).stream()
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static String resource(ResourcePattern resource) {
    if (resource.resourceType() == ResourceType.CLUSTER) {
      return " --cluster";
    }
    String option = resource.resourceType().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String prefixed =
        resource.patternType() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "";
    return " --%s %s%s".formatted(option, resource.name(), prefixed);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
