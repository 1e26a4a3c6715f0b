package io.epochgraph.stage;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.TrustedContracts;
import io.epochgraph.telemetry.ProcessMetrics;
import io.epochgraph.telemetry.StatusServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Runs one stage alone, until it is told to stop. */
public final class StageMain {
  /** The port that tells how the stage is; none where it is not set. */
  static final String HEALTH_PORT = StageSettings.OWN + "health.port";

  /** The address that it listens on; loopback where it is not set. Whoever reaches it may read. */
  static final String HEALTH_HOST = StageSettings.OWN + "health.host";

  private StageMain() {}

  /**
   * Starts {@code stage} from a properties file (the first argument, if there is one) and the
   * environment, and returns when the process is told to stop. Exits with 1 where the stage fails.
   */
  public static void run(Stage stage, String... args) {
    if (args.length > 1) {
      throw new IllegalArgumentException(
          "%s takes one argument, a properties file, not %d".formatted(stage.name(), args.length));
    }
    Path file = args.length == 1 ? Path.of(args[0]) : null;
    run(stage, ClusterSettings.properties(file, System.getenv()));
  }

  /**
   * Starts {@code stage} from {@code properties}, and returns when the process is told to stop.
   * Exits with 1 where the stage fails. With {@code epochgraph.health.port}, {@code /healthz},
   * {@code /readyz} and {@code /metrics} answer there, on loopback or {@code
   * epochgraph.health.host}.
   *
   * @throws IllegalArgumentException where a property is missing or wrong; the message names it
   */
  public static void run(Stage stage, Map<String, String> properties) {
    TrustedContracts.install();
    try (var metrics = new ProcessMetrics()) {
      StageSettings settings =
          StageSettings.from(stage.name(), properties).withMetrics(metrics.registry());
      try (var running = RunningStage.start(stage, settings);
          var observer = StageObserver.of(stage, settings, running);
          var _ = status(settings, observer, metrics)) {
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, stage.name() + "-stop"));
        running.ended().join();
      }
    } catch (CompletionException e) {
      System.err.printf("%s: %s%n", stage.name(), e.getCause().getMessage());
      System.exit(1);
    }
  }

  private static StatusServer status(
      StageSettings settings, StageObserver observer, ProcessMetrics metrics) {
    if (!settings.options().containsKey(HEALTH_PORT)) {
      return null;
    }
    int port = settings.option("health.port", 1, 1);
    String host = settings.options().getOrDefault(HEALTH_HOST, "127.0.0.1");
    try {
      return StatusServer.start(new InetSocketAddress(host, port), observer, metrics);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "%s = %d: %s".formatted(HEALTH_PORT, port, e.getMessage()), e);
    }
  }
}
