package io.epochgraph.dashboard;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.OwnSettings;
import io.epochgraph.schemas.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

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
  public static void main(String[] arguments) throws InterruptedException {
    try {
      Path file = arguments.length == 0 ? null : Path.of(arguments[0]);
      run(ClusterSettings.properties(file, System.getenv()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println("dashboard: " + e.getMessage());
      System.exit(2);
    }
  }

  /**
   * Starts a dashboard and returns when the process is told to stop.
   *
   * @param properties the cluster's, and {@code epochgraph.topic.prefix}, {@link #HOST}, {@link
   *     #PORT}
   * @throws IllegalArgumentException where a property is missing or wrong; the message names it
   * @throws IllegalStateException where the port is taken
   */
  public static void run(Map<String, String> properties) throws InterruptedException {
    Dashboard dashboard = start(properties);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  dashboard.close();
                  stopped.countDown();
                }));
    System.out.println("dashboard: " + dashboard.url());
    stopped.await();
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
