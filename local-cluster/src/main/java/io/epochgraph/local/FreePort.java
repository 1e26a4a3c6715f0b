package io.epochgraph.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports on 127.0.0.1 that nobody listens on.
 *
 * <p>They lie in 15000–29999, below the range operating systems give to outgoing connections. So a
 * server can stop and come back on its port: no client's connection can take it meanwhile, nor
 * connect to itself.
 */
public final class FreePort {
  private static final int FIRST = 15_000;
  private static final int END = 30_000;
  private static final int ATTEMPTS = 200;

  /** What this JVM was given already: its servers must not be told to share a port. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /**
   * A free port, picked at random, and never the same twice in a JVM. It is not reserved: another
   * process may take it before the caller does.
   *
   * @throws BindException if 200 ports in a row are taken
   */
  public static int pick() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new BindException("no free port in " + FIRST + "–" + (END - 1) + " on 127.0.0.1");
  }

  /** Whether a server could listen on {@code 127.0.0.1:port} now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(loopback(), port), 1);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** {@code port} if it is free, a picked one if it is 0. */
  static int orPick(int port, String server) throws IOException {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          server + " port " + port + ": expected 1–65535, or 0 for any free port");
    }
    if (port == 0) {
      return pick();
    }
    if (!isFree(port)) {
      throw new BindException(
          "cannot start the %s: port %d on 127.0.0.1 is taken; stop what listens there or choose another port"
              .formatted(server, port));
    }
    GIVEN.add(port);
    return port;
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
