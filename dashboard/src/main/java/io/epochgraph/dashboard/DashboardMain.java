package io.epochgraph.dashboard;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.OwnSettings;
import io.epochgraph.schemas.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Runs a dashboard alone, until it is told to stop. */
public final class DashboardMain {

  /** The property with the address to listen on; {@code 127.0.0.1} where it is not set. */
  public static final String HOST = OwnSettings.PREFIX + "dashboard.host";

  /** The property with the port; 8080 where it is not set. */
  public static final String PORT = OwnSettings.PREFIX + "dashboard.port";

  private static final String DEFAULT_PORT = "8080";

  private DashboardMain() {}

  /**
   * Takes one argument at most, a properties file; the environment goes over it (see {@link
   * ClusterSettings#properties}).
   */
  public static void main(String[] arguments) {
    try {
      Path file = arguments.length == 0 ? null : Path.of(arguments[0]);
      run(ClusterSettings.properties(file, System.getenv()));
    } catch (IllegalArgumentException e) {
      fail(e, 2);
    } catch (IllegalStateException e) {
      fail(e, 1);
    }
  }

  /**
   * Starts a dashboard and returns when the process is told to stop.
   *
   * @param properties the cluster's, and {@code epochgraph.topic.prefix}, {@link #HOST}, {@link
   *     #PORT}
   * @throws IllegalArgumentException where a property is missing or wrong; the message names it
   * @throws IllegalStateException where the port is taken, or what is to be shown can never be read
   */
  public static void run(Map<String, String> properties) {
    Dashboard dashboard = start(properties);
    Runtime.getRuntime().addShutdownHook(new Thread(dashboard::close));
    System.out.println("dashboard: " + dashboard.url());
    try {
      dashboard.ended().join();
    } catch (CompletionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    }
  }

  private static void fail(RuntimeException thrown, int exitCode) {
    System.err.println("dashboard: " + thrown.getMessage());
    System.exit(exitCode);
  }

  static Dashboard start(Map<String, String> properties) {
    ClusterSettings cluster = ClusterSettings.from(properties);
    return Dashboard.start(
        cluster,
        Topics.of(cluster),
        new DashboardSettings(
            properties.getOrDefault(HOST, "127.0.0.1"),
            port(properties.getOrDefault(PORT, DEFAULT_PORT))));
  }

  private static int port(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s = \"%s\": want a port, for example %s".formatted(PORT, value, DEFAULT_PORT), e);
    }
  }
}
