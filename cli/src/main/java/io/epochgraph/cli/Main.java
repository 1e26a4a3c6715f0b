package io.epochgraph.cli;

import io.epochgraph.cli.torture.TortureCommand;
import io.epochgraph.schemas.TrustedContracts;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code epochgraph}. */
@Command(
    name = "epochgraph",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Live predictions of a neural network's final accuracy while it trains, on Kafka.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      TrainCommand.class,
      SweepCommand.class,
      CorpusCommand.class,
      EvaluateCommand.class,
      PolicyCommand.class,
      GraphCommand.class,
      PublishCommand.class,
      PredictorCommand.class,
      ReplayCommand.class,
      WatchCommand.class,
      TopicsCommand.class,
      AclsCommand.class,
      DeadLettersCommand.class,
      DoctorCommand.class,
      StageCommand.class,
      DashboardCommand.class,
      TortureCommand.class
    })
public final class Main {

  /** Exits with 0 when all went well, 1 on failure, 2 on wrong usage. */
  public static void main(String... args) {
    int exit = 1;
    try {
      TrustedContracts.install(); // before Avro reads its limits
      exit = commandLine().execute(args);
    } catch (Error e) {
      System.err.println("epochgraph: " + e);
      throw e;
    } finally {
      System.exit(exit); // also after an error that left threads behind
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(new Failures());
  }
}
