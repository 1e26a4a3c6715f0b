package io.epochgraph.cli;

import io.epochgraph.cli.sweep.SweepSession;
import io.epochgraph.predictorstream.FittingJob.Succession;
import io.epochgraph.publish.OnFull;
import io.epochgraph.schemas.ClusterSettings;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A sweep against a given cluster. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a sweep of networks and publishes every epoch to a cluster.",
      "",
      "Shows the predictions of the stages that work there."
    })
final class TrainCommand implements Callable<Integer> {

  @Mixin private ClusterOptions cluster;
  @Mixin private SweepOptions sweep;

  @Option(
      names = "--sweep",
      paramLabel = "NAME",
      description = "The sweep's name, with which its runs' ids begin. Default: what and when.")
  private String name;

  @Option(
      names = "--fit",
      description = "Fit predictors when enough of its runs have ended, as the demo does.")
  private boolean fit;

  @Option(
      names = "--on-full",
      paramLabel = "skip|block",
      defaultValue = "skip",
      description =
          "What a trainer does with an epoch when those before it are not published yet: skip and"
              + " count it, or wait. Default: ${DEFAULT-VALUE}.")
  private OnFull onFull;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write every prediction and every run's end to FILE, one JSON object a line.")
  private Path json;

  @Override
  public Integer call() throws Exception {
    ClusterSettings settings = cluster.settings();
    String sweepName = name == null ? sweep.name() + "-" + now() : name;
    var session = SweepSession.of(sweep.dataset(), sweep.sweep(sweepName));
    int parallel = sweep.parallel();
    session.locateImages();
    try (var _ = Shutdown.closing(session)) {
      session.run(
          settings,
          parallel,
          Optional.ofNullable(json),
          fit ? Optional.of(Succession.SUCCEED) : Optional.empty(),
          onFull);
    }
    return 0;
  }

  private static String now() {
    return LocalDateTime.now(ZoneId.systemDefault())
        .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
  }
}
