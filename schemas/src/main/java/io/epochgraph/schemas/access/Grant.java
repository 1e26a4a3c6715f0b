package io.epochgraph.schemas.access;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What may be done with one resource, or with all whose names begin alike.
 *
 * @param operations what is granted by name. Kafka grants more with it: DESCRIBE with READ, WRITE,
 *     DELETE and ALTER, DESCRIBE_CONFIGS with ALTER_CONFIGS, and producers without transactions
 *     with WRITE on any topic
 */
public record Grant(ResourcePattern resource, Set<AclOperation> operations) {

  private static final String ANY_HOST = "*";

  /** Copies the operations. */
  public Grant {
    operations = Collections.unmodifiableSet(EnumSet.copyOf(operations));
  }

  static Grant exactly(ResourceType type, String name, AclOperation... operations) {
    return of(type, name, PatternType.LITERAL, operations);
  }

  static Grant beginning(ResourceType type, String prefix, AclOperation... operations) {
    return of(type, prefix, PatternType.PREFIXED, operations);
  }

  /** Kafka's entries that give this to {@code principal}, for example "User:graph-stream". */
  public List<AclBinding> bindings(String principal) {
    return operations.stream()
        .map(
            operation ->
                new AclBinding(
                    resource,
                    new AccessControlEntry(
                        principal, ANY_HOST, operation, AclPermissionType.ALLOW)))
        .toList();
  }

  private static Grant of(
      ResourceType type, String name, PatternType pattern, AclOperation... operations) {
    return new Grant(
        new ResourcePattern(type, name, pattern), EnumSet.copyOf(Arrays.asList(operations)));
  }
}
