package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.access.AccessTable;
import io.epochgraph.schemas.access.Grant;
import io.epochgraph.schemas.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** The documented table of access is the one in code. */
class AccessDocsTest {

  @Test
  void shouldListWhatEachRoleNeeds() throws IOException {
    var access = new AccessTable(Topics.LIVE, Topics.LIVE.prefix());
    var table =
        new StringBuilder("| Role | Commands | Resource | Operations |\n|---|---|---|---|\n");
    for (Role role : Role.values()) {
      String who = "`%s` | %s".formatted(role.label(), role.commands());
      for (Grant grant : access.grants(role)) {
        table.append("| %s | %s | %s |\n".formatted(who, resource(grant), operations(grant)));
        who = " | ";
      }
    }
    Path now = Path.of("target", "access.md");
    Files.createDirectories(now.getParent());
    Files.writeString(now, table);
    assertThat(Project.text("docs/security.md"))
        .as("the table in docs/security.md; it is now %s", now.toAbsolutePath())
        .contains(table);
  }

  @Test
  void shouldHaveARoleForEachStage() {
    assertThat(Role.values())
        .extracting(Role::label)
        .containsAll(StageCommand.STAGES.stream().map(stage -> stage.name()).toList());
  }

  private static String resource(Grant grant) {
    if (grant.resource().resourceType() == ResourceType.CLUSTER) {
      return "the cluster";
    }
    String type = grant.resource().resourceType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String rest = grant.resource().patternType() == PatternType.PREFIXED ? "…" : "";
    return "%s `%s%s`".formatted(type, grant.resource().name(), rest);
  }

  private static String operations(Grant grant) {
    return grant.operations().stream().map(AclOperation::name).collect(Collectors.joining(", "));
  }
}
