package io.epochgraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Recorded runs become runs on the cluster. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes recorded runs, as if they trained now.",
      "",
      "Each DIR holds one run: epoch-00.safetensors (the initial weights), epoch-01.safetensors and"
          + " so on, metrics.csv and run.json. A directory of such directories is taken run by run."
    })
final class PublishCommand implements Callable<Integer> {

  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "DIR", arity = "1..*", description = "Directories of runs.")
  private List<Path> directories;

  @Override
  public Integer call() throws Exception {
    return RecordedRuns.publish(directories, cluster.settings(), System.out::println);
  }
}
