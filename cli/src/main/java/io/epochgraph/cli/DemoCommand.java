package io.epochgraph.cli;

import io.epochgraph.cli.sweep.SweepSession;
import io.epochgraph.predictorstream.FittingJob.Succession;
import io.epochgraph.publish.OnFull;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job on one command. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a sweep of networks and predicts their accuracy while they train.",
      "",
      "Starts a Kafka broker, a schema registry, the three stages and the dashboard on this"
          + " machine, trains with DJL on PyTorch, and predicts each running network after each"
          + " epoch: first by a predictor that ships, where there is one for the network and the"
          + " images, then by one that is fitted to the runs that have ended. Ctrl-C stops"
          + " everything."
    })
final class DemoCommand implements Callable<Integer> {

  private static final int USUAL_PORT = 8080;

  @Mixin private SweepOptions sweep;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The dashboard's port. Default: 8080, or a free one where that is taken.")
  private Integer port;

  @Option(names = "--no-dashboard", description = "Without the dashboard.")
  private boolean withoutDashboard;

  @Option(names = "--keep", description = "Stay up after training, until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write every prediction and every run's end to FILE, one JSON object a line.")
  private Path json;

  @Override
  public Integer call() throws Exception {
    OptionalInt dashboardPort =
        withoutDashboard ? OptionalInt.empty() : OptionalInt.of(Ports.choose(port, USUAL_PORT));
    var settings = LocalStack.Settings.withDifferences(Optional.empty(), 0, 0, dashboardPort);
    SweepSession session = SweepSession.of(sweep.dataset(), sweep.sweep("demo-" + sweep.name()));
    int parallel = sweep.parallel();
    session.locateImages();
    Consumer<String> progress = System.out::println;
    try (var stack = LocalStack.start(settings, progress);
        var stopping = Shutdown.closing(stack)) {
      stopping.alsoFirst(session);
      stack.whenFailed(session::close);
      PredictorInstall.install(stack.cluster(), progress);
      session.run(
          stack.cluster(),
          parallel,
          Optional.ofNullable(json),
          Optional.of(Succession.TAKE_OVER),
          OnFull.BLOCK);
      if (keep) {
        System.out.println(
            "Staying up"
                + stack.dashboardUrl().map(u -> " at " + u).orElse("")
                + ". Ctrl-C stops everything.");
        new CountDownLatch(1).await();
      }
    }
    return 0;
  }
}
