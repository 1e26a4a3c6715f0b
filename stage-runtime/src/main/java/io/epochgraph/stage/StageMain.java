package io.epochgraph.stage;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.TrustedContracts;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Runs one stage alone, until it is told to stop. */
public final class StageMain {
  /** The port, on loopback, that tells how the stage is; none where it is not set. */
  static final String HEALTH_PORT = StageSettings.OWN + "health.port";

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
   * Exits with 1 where the stage fails. With {@code epochgraph.health.port}, {@code /healthz} and
   * {@code /readyz} answer there on loopback.
   *
   * @throws IllegalArgumentException where a property is missing or wrong; the message names it
   */
  public static void run(Stage stage, Map<String, String> properties) {
    TrustedContracts.install();
    StageSettings settings = StageSettings.from(stage.name(), properties);
    try (var running = RunningStage.start(stage, settings);
        var _ = health(settings, running)) {
      Runtime.getRuntime().addShutdownHook(new Thread(running::close, stage.name() + "-stop"));
      running.ended().join();
    } catch (CompletionException e) {
      System.err.printf("%s: %s%n", stage.name(), e.getCause().getMessage());
      System.exit(1);
    }
  }

  private static HealthServer health(StageSettings settings, RunningStage running) {
    if (!settings.options().containsKey(HEALTH_PORT)) {
      return null;
    }
    return HealthServer.start(settings.option("health.port", 1, 1), running::isRunning);
  }
}
