package io.epochgraph.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusServerTest {

  private final ProcessMetrics metrics = new ProcessMetrics();
  private Optional<String> failure = Optional.empty();
  private Optional<String> obstacle = Optional.empty();

  private final Vitals vitals =
      new Vitals() {
        @Override
        public Optional<String> failure() {
          return failure;
        }

        @Override
        public Optional<String> obstacle() {
          return obstacle;
        }
      };

  @Test
  void shouldTellLivingFromReady() throws Exception {
    try (var server = StatusServer.start(loopback(0), vitals, metrics)) {
      obstacle = Optional.of("it is REBALANCING");
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(server, "/readyz").statusCode()).isEqualTo(503);
      assertThat(get(server, "/readyz").body()).isEqualTo("no: it is REBALANCING\n");
      obstacle = Optional.empty();
      assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);
      failure = Optional.of("it has stopped");
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(503);
      assertThat(get(server, "/healthz").body()).isEqualTo("no: it has stopped\n");
      assertThat(get(server, "/").statusCode()).isEqualTo(404);
      assertThat(get(server, "/healthz/more").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void shouldShowItsMeters() throws Exception {
    metrics.registry().counter("epochgraph.epochs", "stage", "graph-stream").increment(3);
    try (var server = StatusServer.start(loopback(0), vitals, metrics)) {
      HttpResponse<String> answer = get(server, "/metrics");

      assertThat(answer.headers().firstValue("Content-Type")).contains(ProcessMetrics.CONTENT_TYPE);
      assertThat(answer.body())
          .contains(
              "epochgraph_epochs_total{stage=\"graph-stream\"} 3.0\n",
              "epochgraph_build_info{",
              "jvm_memory_used_bytes{",
              "process_uptime_seconds ");
    }
  }

  @Test
  void shouldNameAnAddressThatIsTaken() {
    try (var server = StatusServer.start(loopback(0), vitals, metrics)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> StatusServer.start(loopback(server.port()), vitals, metrics).close())
          .withMessageMatching(".* port %d cannot be listened on: .*".formatted(server.port()));
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static HttpResponse<String> get(StatusServer server, String path)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(uri).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
