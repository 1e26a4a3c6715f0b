package io.epochgraph.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  @Test
  void shouldTellLivingFromReady() throws Exception {
    var ready = new AtomicBoolean();
    try (var server = HealthServer.start(0, ready::get)) {
      assertThat(status(server, "/healthz")).isEqualTo(200);
      assertThat(status(server, "/readyz")).isEqualTo(503);
      ready.set(true);
      assertThat(status(server, "/readyz")).isEqualTo(200);
      ready.set(false);
      assertThat(status(server, "/readyz")).isEqualTo(503);
      assertThat(status(server, "/")).isEqualTo(404);
    }
  }

  @Test
  void shouldNameAPortThatIsTaken() {
    try (var server = HealthServer.start(0, () -> true)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> HealthServer.start(server.port(), () -> true).close())
          .withMessageStartingWith("epochgraph.health.port = " + server.port());
    }
  }

  private static int status(HealthServer server, String path)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(uri).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
