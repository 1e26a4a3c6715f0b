package io.epochgraph.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** HTTPS and basic authentication in front of a registry that has neither. */
final class GuardedRegistry implements AutoCloseable {

  private final HttpsServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String origin;
  private final String authorization;
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger passed = new AtomicInteger();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();

  /**
   * Starts to answer.
   *
   * @param userInfo {@code user:password}
   * @param name whose certificate it shows
   */
  GuardedRegistry(URI registry, String userInfo, Certificates certificates, String name)
      throws Exception {
    origin = "http://" + registry.getAuthority();
    authorization =
        "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(
        certificates.open(certificates.keyStore(name)), certificates.password().toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url(String path) {
    return "https://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  /** From now on answers those who know the password, too, with {@code status} alone. */
  void answer(String method, int status) {
    answers.put(method, status);
  }

  /** From now on gives everybody who knows the password the registry's answers. */
  void open() {
    answers.clear();
  }

  int refused() {
    return refused.get();
  }

  int passed() {
    return passed.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    client.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        refused.incrementAndGet();
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      Integer instead = answers.get(exchange.getRequestMethod());
      if (instead != null) {
        exchange.sendResponseHeaders(instead, -1);
        return;
      }
      passed.incrementAndGet();
      var request =
          HttpRequest.newBuilder(URI.create(origin + exchange.getRequestURI()))
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (type != null) {
        request.header("Content-Type", type);
      }
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      response
          .headers()
          .firstValue("Content-Type")
          .ifPresent(it -> exchange.getResponseHeaders().set("Content-Type", it));
      byte[] said = response.body();
      exchange.sendResponseHeaders(response.statusCode(), said.length == 0 ? -1 : said.length);
      if (said.length > 0) {
        exchange.getResponseBody().write(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
