package io.epochgraph.stage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Tells on loopback how a stage is: {@code /healthz} answers 200 while the process lives, {@code
 * /readyz} 200 while the stage works and 503 otherwise.
 */
final class HealthServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts to answer.
   *
   * @param port 1–65535, or 0 for any free one
   * @throws IllegalStateException where the port is taken
   */
  static HealthServer start(int port, BooleanSupplier ready) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      HttpServer server = HttpServer.create(address, 0);
      server.createContext("/healthz", exchange -> answer(exchange, true));
      server.createContext("/readyz", exchange -> answer(exchange, ready.getAsBoolean()));
      server.start();
      return new HealthServer(server);
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s = %d cannot be listened on: %s"
              .formatted(StageMain.HEALTH_PORT, port, e.getMessage()),
          e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, boolean good) throws IOException {
    try (exchange) {
      byte[] body = (good ? "yes\n" : "not yet\n").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(good ? OK : UNAVAILABLE, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
