package io.epochgraph.stage;

import io.epochgraph.schemas.ClusterSettings;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;

/** Runs one stage alone, until it is told to stop. */
public final class StageMain {

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
    var properties = ClusterSettings.properties(file, System.getenv());
    try (var running = RunningStage.start(stage, StageSettings.from(stage.name(), properties))) {
      Runtime.getRuntime().addShutdownHook(new Thread(running::close, stage.name() + "-stop"));
      running.ended().join();
    } catch (CompletionException e) {
      System.err.printf("%s: %s%n", stage.name(), e.getCause().getMessage());
      System.exit(1);
    }
  }
}
