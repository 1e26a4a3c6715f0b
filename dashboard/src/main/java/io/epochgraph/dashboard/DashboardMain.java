package io.epochgraph.dashboard;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs a dashboard alone, until it is told to stop. */
public final class DashboardMain {

  private static final String OWN = "epochgraph.";
  private static final String DEFAULT_PORT = "8080";

  private DashboardMain() {}

  /**
   * Takes one argument at most, a properties file; the environment goes over it (see {@link
   * ClusterSettings#properties}). Beside the cluster's properties it knows {@code
   * epochgraph.topic.prefix}, {@code epochgraph.dashboard.host} and {@code
   * epochgraph.dashboard.port}.
   */
  public static void main(String[] arguments) throws InterruptedException {
    Dashboard dashboard;
    try {
      Path file = arguments.length == 0 ? null : Path.of(arguments[0]);
      dashboard = start(ClusterSettings.properties(file, System.getenv()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println("dashboard: " + e.getMessage());
      System.exit(2);
      return;
    }
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
    var cluster = new HashMap<String, String>();
    var own = new HashMap<String, String>();
    properties.forEach((name, value) -> (name.startsWith(OWN) ? own : cluster).put(name, value));
    return Dashboard.start(
        ClusterSettings.from(cluster),
        new Topics(own.getOrDefault(OWN + "topic.prefix", Topics.LIVE.prefix())),
        new DashboardSettings(
            own.getOrDefault(OWN + "dashboard.host", "127.0.0.1"),
            port(own.getOrDefault(OWN + "dashboard.port", DEFAULT_PORT))));
  }

  private static int port(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%sdashboard.port = \"%s\": want a port, for example %s"
              .formatted(OWN, value, DEFAULT_PORT),
          e);
    }
  }
}
