package io.epochgraph.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Tells how a process is: {@code /healthz} answers 200 while it lives, {@code /readyz} 200 while it
 * works, both 503 with the reason otherwise; {@code /metrics} has its meters for Prometheus.
 */
public final class StatusServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;
  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor();

  private StatusServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts to answer.
   *
   * @param address with port 0 for any free one; whoever reaches it may read
   * @throws IllegalStateException where it cannot be listened on; the message names it
   */
  public static StatusServer start(
      InetSocketAddress address, Vitals vitals, ProcessMetrics metrics) {
    HttpServer http;
    try {
      http = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s port %d cannot be listened on: %s"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
    http.createContext("/healthz", exchange -> answer(exchange, "/healthz", vitals.failure()));
    http.createContext("/readyz", exchange -> answer(exchange, "/readyz", vitals.obstacle()));
    http.createContext(
        "/metrics",
        exchange ->
            answer(exchange, "/metrics", OK, ProcessMetrics.CONTENT_TYPE, metrics.scrape()));
    var server = new StatusServer(http);
    http.setExecutor(server.answering);
    http.start();
    return server;
  }

  /** The port that it really listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    answering.shutdownNow();
  }

  private static void answer(HttpExchange exchange, String path, Optional<String> trouble)
      throws IOException {
    String body = trouble.map(reason -> "no: " + reason).orElse("yes") + "\n";
    answer(exchange, path, trouble.isEmpty() ? OK : UNAVAILABLE, TEXT, body);
  }

  /** A context takes everything that begins with its path. */
  private static void answer(
      HttpExchange exchange, String path, int status, String type, String text) throws IOException {
    try (exchange) {
      boolean meant = exchange.getRequestURI().getPath().equals(path);
      byte[] body = (meant ? text : "").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      boolean bodiless = !meant || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(meant ? status : NOT_FOUND, bodiless ? -1 : body.length);
      if (!bodiless) {
        exchange.getResponseBody().write(body);
      }
    }
  }
}
