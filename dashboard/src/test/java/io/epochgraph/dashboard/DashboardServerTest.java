package io.epochgraph.dashboard;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.telemetry.ProcessMetrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class DashboardServerTest {

  private static final Instant NOW = Records.endOf(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DashboardModel model = new DashboardModel();
  private final EventHub hub = new EventHub();
  private final DashboardServer server =
      DashboardServer.start(
          model,
          hub,
          DashboardSettings.onLoopback(0),
          Duration.ofMillis(200),
          new ProcessMetrics());
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    server.close();
    http.close();
  }

  @Test
  void shouldServeRuns() throws Exception {
    model.accept(Records.run("a", 0, RunStatus.RUNNING, 0, null), NOW);
    model.accept(Records.epoch("a", 0, 1, 0.31), NOW);
    model.accept(Records.prediction("a", 0, 1, 0.78), NOW);

    var row = json("api/runs").get(0);

    assertThat(row.get("run").asText()).isEqualTo("a");
    assertThat(row.get("status").asText()).isEqualTo("RUNNING");
    assertThat(row.get("settings").get("dropout").asDouble()).isEqualTo(0.3);
    assertThat(row.get("lastAccuracy").asDouble()).isEqualTo(0.31);
    assertThat(row.get("forecasts").get(0).get("accuracy").asDouble()).isEqualTo(0.78);
    assertThat(row.get("forecasts").get(0).get("verdict").asText()).isEqualTo("HIGH");
    assertThat(row.get("lastSeen").asText()).isEqualTo("2026-03-01T10:00:10Z");
  }

  @Test
  void shouldServeOneRun() throws Exception {
    model.accept(Records.epoch("a", 0, 1, 0.31), NOW);
    var prediction = Records.prediction("a", 0, 1, 0.78);
    model.accept(prediction, NOW);
    model.accept(Records.score(prediction, 0.8), NOW);

    var detail = json("api/runs/a");

    assertThat(detail.get("epochs").get(0).get("validationAccuracy").asDouble()).isEqualTo(0.31);
    assertThat(detail.get("forecasts").get(0).get("actual").asDouble()).isEqualTo(0.8);
    assertThat(detail.get("scores").get(0).get("error").asDouble()).isCloseTo(-0.02, within(1e-9));
    assertThat(get("api/runs/nobody").statusCode()).isEqualTo(404);
    assertThat(get("api/runs/nobody").body()).contains("no record of run");
  }

  @Test
  void shouldServeIntervalsAndAbstentions() throws Exception {
    model.accept(Records.within(Records.prediction("a", 0, 1, 0.42), 0.39, 0.453), NOW);
    model.accept(Records.abstaining(Records.prediction("a", 0, 2, 0.6)), NOW);

    var forecasts = json("api/runs/a").get("forecasts");

    assertThat(forecasts.get(0).get("interval").toString())
        .isEqualTo("{\"lower\":0.39,\"upper\":0.453,\"coverage\":0.9}");
    assertThat(forecasts.get(0).get("abstention").isNull()).isTrue();
    assertThat(forecasts.get(1).get("interval").isNull()).isTrue();
    assertThat(forecasts.get(1).get("abstention").asText()).isEqualTo(Records.ABSTENTION);
    assertThat(json("api/runs").get(0).get("forecasts").get(0)).isEqualTo(forecasts.get(1));
  }

  @Test
  void shouldTellIntervalsAndAbstentionsAsTheyCome() throws Exception {
    try (var events = events(null)) {
      next(events, "hello");
      var prediction = Records.within(Records.prediction("a", 0, 1, 0.42), 0.39, 0.453);
      var change = model.accept(Records.abstaining(prediction), NOW).orElseThrow();
      hub.publish(change.type(), () -> Json.write(change));

      var told = JSON.readTree(next(events, "prediction")).get("detail");

      assertThat(told.get("interval").get("upper").asDouble()).isEqualTo(0.453);
      assertThat(told.get("abstention").asText()).isEqualTo(Records.ABSTENTION);
    }
  }

  @Test
  void shouldServeTheSummaryAndScores() throws Exception {
    model.accept(Records.score(Records.prediction("a", 0, 1, 0.78), 0.8), NOW);

    assertThat(json("api/summary").get("predictors").get(0).get("meanAbsoluteError").asDouble())
        .isCloseTo(0.02, within(1e-9));
    assertThat(json("api/summary").get("source").get("caughtUp").asBoolean()).isFalse();
    assertThat(json("api/scores").get(0).get("predicted").asDouble()).isEqualTo(0.78);
  }

  @Test
  void shouldServeThePageAndEverythingItNames() throws Exception {
    var page = get("");

    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self';");
    assertThat(page.body()).doesNotContain("//cdn", "https://");
    assertServed("app.js");
    assertServed("style.css");
    assertServed("icon.svg");
  }

  @Test
  void shouldBeReadyOnceEverythingIsRead() throws Exception {
    assertThat(get("readyz").statusCode()).isEqualTo(503);
    model.source(new Source(true, "waiting: the registry is away"));
    assertThat(get("readyz").statusCode()).isEqualTo(503);
    assertThat(get("readyz").body()).contains("\"reason\":\"waiting: the registry is away\"");
    model.source(new Source(true, null));
    assertThat(get("readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldShowItsMeters() throws Exception {
    var answer = get("metrics");

    assertThat(answer.headers().firstValue("Content-Type")).contains(ProcessMetrics.CONTENT_TYPE);
    assertThat(answer.body()).contains("jvm_memory_used_bytes{");
  }

  @Test
  void shouldBeHealthy() throws Exception {
    assertThat(json("healthz").get("status").asText()).isEqualTo("UP");
  }

  @Test
  void shouldTellEventsAsTheyCome() throws Exception {
    try (var events = events(null)) {
      assertThat(next(events, "hello")).contains("\"missed\":true");
      var change = model.accept(Records.epoch("a", 0, 1, 0.31), NOW).orElseThrow();
      hub.publish(change.type(), () -> Json.write(change));

      var told = JSON.readTree(next(events, "epoch"));

      assertThat(told.get("row").get("run").asText()).isEqualTo("a");
      assertThat(told.get("detail").get("epoch").asInt()).isEqualTo(1);
      assertThat(next(events, "heartbeat")).isEqualTo("{}");
    }
  }

  @Test
  void shouldSayWhetherEventsWereMissedSinceTheLastOne() throws Exception {
    String last;
    try (var events = events(null)) {
      last = idOf(events, "hello");
    }
    try (var events = events(last)) {
      assertThat(next(events, "hello")).contains("\"missed\":false");
    }
    hub.publish("run", () -> "{}");
    try (var events = events(last)) {
      assertThat(next(events, "hello")).contains("\"missed\":true");
    }
  }

  @Test
  void shouldCloseWithinASecondWhilePagesListen() throws Exception {
    try (var events = events(null)) {
      next(events, "hello");
      long before = System.nanoTime();

      server.close();

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void shouldSayThatThePortIsTaken() {
    int taken = URI.create(server.url()).getPort();
    var settings = DashboardSettings.onLoopback(taken);

    assertThatThrownBy(
            () ->
                DashboardServer.start(
                    model, hub, settings, Duration.ofSeconds(1), new ProcessMetrics()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("127.0.0.1 port " + taken);
  }

  private void assertServed(String file) throws Exception {
    var answer = get(file);
    assertThat(answer.statusCode()).as(file).isEqualTo(200);
    var imports = Pattern.compile("from '\\./([^']+)'").matcher(answer.body());
    while (file.endsWith(".js") && !file.endsWith(".min.js") && imports.find()) {
      assertServed(imports.group(1));
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), ofString());
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    var answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    return JSON.readTree(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private BufferedReader events(String lastEventId) throws IOException, InterruptedException {
    var request = request("api/events").header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    var stream = http.send(request.build(), BodyHandlers.ofInputStream()).body();
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** The data of the next event of this type. */
  private static String next(BufferedReader events, String type) throws IOException {
    return field(events, type, "data:");
  }

  private static String idOf(BufferedReader events, String type) throws IOException {
    return field(events, type, "id:");
  }

  private static String field(BufferedReader events, String type, String name) throws IOException {
    String found = null;
    boolean wanted = false;
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.startsWith(name)) {
        found = line.substring(name.length()).strip();
      }
      wanted |= line.startsWith("event:") && line.substring(6).strip().equals(type);
      if (line.isEmpty()) {
        if (wanted) {
          return found;
        }
        found = null;
      }
    }
    throw new IOException("the stream ended before an event " + type);
  }
}
