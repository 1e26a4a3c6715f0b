package io.epochgraph.cli;

import io.epochgraph.dashboard.DashboardMain;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The dashboard alone. */
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the runs and predictions of a cluster on a web page, until it is told to stop.",
      "",
      "It asks nobody who they are: whoever reaches its address may read."
    })
final class DashboardCommand implements Callable<Integer> {
  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "The address to listen on (or EPOCHGRAPH_DASHBOARD_HOST). Default: 127.0.0.1, this"
              + " machine only.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port (or EPOCHGRAPH_DASHBOARD_PORT). Default: 8080; 0 for any free one.")
  private Integer port;

  @Override
  public Integer call() {
    Map<String, String> properties = cluster.properties();
    if (host != null) {
      properties.put(DashboardMain.HOST, host);
    }
    if (port != null) {
      properties.put(DashboardMain.PORT, Integer.toString(port));
    }
    DashboardMain.run(properties);
    return 0;
  }
}
