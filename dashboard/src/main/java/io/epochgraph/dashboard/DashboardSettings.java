package io.epochgraph.dashboard;

/**
 * Where the dashboard listens.
 *
 * @param host the address; everybody who reaches it may read, so keep it on loopback unless
 *     something in front of it asks who is there
 * @param port the port, or 0 for any free one
 */
public record DashboardSettings(String host, int port) {

  private static final int HIGHEST_PORT = 65_535;

  /** Checks both. */
  public DashboardSettings {
    if (host == null || host.isBlank()) {
      throw new IllegalArgumentException(
          "dashboard.host is not set: want an address to listen on, for example 127.0.0.1");
    }
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "dashboard.port %d: want 0 (any free one) to %d".formatted(port, HIGHEST_PORT));
    }
  }

  /** On loopback. */
  public static DashboardSettings onLoopback(int port) {
    return new DashboardSettings("127.0.0.1", port);
  }
}
