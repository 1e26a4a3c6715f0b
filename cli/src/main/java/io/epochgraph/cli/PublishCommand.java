package io.epochgraph.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recorded runs become runs on the cluster. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes recorded runs, as if they trained now.",
      "",
      "Each DIR holds one run: epoch-00.safetensors (the initial weights), epoch-01.safetensors and"
          + " so on, or the same as .onnx, metrics.csv and run.json. A directory of such"
          + " directories is taken run by run.",
      "",
      "The network of safetensors files is the one that run.json names, if it is known, or else the"
          + " layer list network.json. ONNX files bring their own."
    })
final class PublishCommand implements Callable<Integer> {

  @Mixin private ClusterOptions cluster;

  @Parameters(paramLabel = "DIR", arity = "1..*", description = "Directories of runs.")
  private List<Path> directories;

  @Option(
      names = "--pace",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "What lies between two epochs of a run; full speed without.")
  private double pace;

  @Override
  public Integer call() throws Exception {
    return RecordedRuns.publish(
        directories, cluster.settings(), seconds(pace), System.out::println);
  }

  private static Duration seconds(double pace) {
    if (!(pace >= 0 && pace <= Duration.ofDays(1).toSeconds())) {
      throw new IllegalArgumentException("--pace %s: want seconds, 0 to a day".formatted(pace));
    }
    return Duration.ofMillis(Math.round(1000 * pace));
  }
}
