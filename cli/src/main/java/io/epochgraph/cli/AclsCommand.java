package io.epochgraph.cli;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.access.AccessTable;
import io.epochgraph.schemas.access.KafkaAcls;
import io.epochgraph.schemas.access.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What each principal may do. */
@Command(
    name = "acls",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the least that each role needs on a cluster, as kafka-acls commands.",
      "",
      "Each role is a principal of its own, User:ROLE. Topics and applications are those that the"
          + " settings name. Nothing is asked of the cluster, unless with --create."
    })
final class AclsCommand implements Callable<Integer> {

  @Mixin private ClusterOptions cluster;

  @Parameters(
      paramLabel = "ROLE",
      arity = "0..*",
      completionCandidates = Labels.class,
      description = "Any of: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<String> labels = List.of();

  @Option(
      names = "--principal-prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What the principals' names begin with: \"team-\" gives User:team-trainer.")
  private String prefix;

  @Option(
      names = "--principal",
      paramLabel = "TYPE:NAME",
      description = "One principal that plays all of the roles, in place of one for each.")
  private String principal;

  @Option(
      names = "--create",
      description = "Create them on the cluster. Wants a principal that may ALTER it.")
  private boolean create;

  @Override
  public Integer call() throws InterruptedException {
    ClusterSettings settings = cluster.settings();
    var table = AccessTable.of(settings);
    for (Role role : labels.isEmpty() ? List.of(Role.values()) : roles()) {
      String who = principal == null ? "User:" + prefix + role.label() : principal;
      if (create) {
        List<AclBinding> bindings = table.bindings(role, who);
        create(settings, bindings);
        System.out.printf("%-18s %s: %d entries%n", role.label(), who, bindings.size());
      } else {
        System.out.printf("# %s: %s%n", role.label(), role.commands());
        KafkaAcls.commands(table.grants(role), who, settings.bootstrapServers())
            .forEach(System.out::println);
      }
    }
    return 0;
  }

  private List<Role> roles() {
    return labels.stream().map(AclsCommand::role).toList();
  }

  /** The role of this name. */
  static Role role(String label) {
    return Arrays.stream(Role.values())
        .filter(role -> role.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "role \"%s\": want any of %s".formatted(label, List.of(Role.values()))));
  }

  private static void create(ClusterSettings settings, Collection<AclBinding> bindings)
      throws InterruptedException {
    try (Admin admin = Admin.create(settings.kafka())) {
      admin.createAcls(bindings).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cluster %s: %s".formatted(settings.bootstrapServers(), e.getCause().getMessage()), e);
    }
  }

  /** The roles' names. */
  static final class Labels implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Role.values()).map(Role::label).iterator();
    }
  }
}
