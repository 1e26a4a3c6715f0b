package io.epochgraph.cli;

import io.epochgraph.cli.doctor.Doctor;
import io.epochgraph.cli.doctor.DoctorText;
import io.epochgraph.cli.doctor.Examined;
import io.epochgraph.cli.doctor.Finding;
import io.epochgraph.cli.doctor.Verdict;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.io.Console;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a cluster is well. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a cluster and says what to mend.",
      "",
      "Looks at Kafka, the topics, what this principal may do, the registry and its contracts, the"
          + " stages, transactions, clocks, predictors and dead letters. Changes nothing. Exits"
          + " with 1 where something is to be mended."
    })
final class DoctorCommand implements Callable<Integer> {

  @Mixin private ClusterOptions cluster;

  @Option(names = "--json", description = "One JSON object, for programs.")
  private boolean json;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      completionCandidates = AclsCommand.Labels.class,
      description =
          "Hold what this principal may do against what the role needs: ${COMPLETION-CANDIDATES}.")
  private String role;

  @Override
  public Integer call() {
    ClusterSettings settings = cluster.settings();
    var examined =
        new Examined(
            settings,
            Topics.of(settings),
            cluster.properties(),
            StageCommand.STAGES,
            cluster.config());
    List<Finding> findings =
        Doctor.of(
                examined,
                new Version().getVersion()[0],
                Optional.ofNullable(role).map(AclsCommand::role))
            .examine();
    boolean colours = isTerminal() && System.getenv("NO_COLOR") == null;
    System.out.println(json ? DoctorText.json(findings) : DoctorText.table(findings, colours));
    return Doctor.worst(findings) == Verdict.FAIL ? 1 : 0;
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
