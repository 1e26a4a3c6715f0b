package io.epochgraph.cli;

import io.epochgraph.cli.sweep.RecordedSweep;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A sweep without a cluster, recorded in files. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a sweep of networks and records every run in files. Needs no cluster.",
      "",
      "Each run becomes a directory that 'epochgraph publish' and 'epochgraph corpus build' read."
          + " The same command goes on where an interrupted one stopped; with a larger --runs it"
          + " adds runs. Runs that were interrupted begin again and come out the same."
    })
final class SweepCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "Takes the runs; made where it is missing.")
  private Path directory;

  @Mixin private SweepOptions sweep;

  @Option(
      names = "--checkpoints",
      paramLabel = "N",
      defaultValue = "10",
      description = "Keep the weights after epochs 0 to N. Default: ${DEFAULT-VALUE}.")
  private int checkpoints;

  @Override
  public Integer call() throws Exception {
    var recorded =
        new RecordedSweep(
            directory, sweep.dataset(), sweep.sweep(sweep.name()), sweep.parallel(), checkpoints);
    try (var _ = Shutdown.closing(recorded)) {
      recorded.run(System.out::println);
    }
    return 0;
  }
}
