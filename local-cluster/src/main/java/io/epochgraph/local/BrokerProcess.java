package io.epochgraph.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The broker of {@link EmbeddedBroker} as a child process, to be killed and started again on the
 * same directory and port. It takes about 250 MB and ends with this JVM, however that ends. Its log
 * is {@code broker.log} in the directory, written anew at each start.
 */
public final class BrokerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);

  private final int port;
  private final ChildJvm child;

  private BrokerProcess(int port, ChildJvm child) {
    this.port = port;
    this.child = child;
  }

  /**
   * Starts a broker on this JVM's class path and returns once it serves requests.
   *
   * @param directory where records are kept; formatted when it is new
   * @param port 1–65535, or 0 for any free one
   * @throws java.net.BindException if the port is taken; the message names it
   * @throws IOException with the last log lines, if the broker fails or takes over 3 minutes
   */
  public static BrokerProcess start(Path directory, int port) throws IOException {
    int chosen = FreePort.orPick(port, "broker");
    Path home = directory.toAbsolutePath();
    ChildJvm child =
        ChildJvm.start(
            "broker",
            home,
            System.getProperty("java.class.path"),
            List.of("-Dlogback.configurationFile=io/epochgraph/local/child-logback.xml"),
            BrokerMain.class,
            List.of(home.resolve("data").toString(), String.valueOf(chosen)));
    child.awaitReady(() -> child.logText().contains(BrokerMain.READY), START);
    return new BrokerProcess(chosen, child);
  }

  /** The broker's address, {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The id of its operating system process. */
  public long pid() {
    return child.pid();
  }

  /** Whether the process still runs. */
  public boolean isAlive() {
    return child.isAlive();
  }

  /** Kills the broker on the spot (SIGKILL) and returns once it is gone. */
  public void kill() {
    child.kill();
  }

  /** Stops the broker: SIGTERM and, 1.5 s later, SIGKILL. Closing again does nothing. */
  @Override
  public void close() {
    child.close();
  }
}
