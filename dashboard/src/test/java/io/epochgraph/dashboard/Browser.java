package io.epochgraph.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with one page, driven over its DevTools protocol. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path profile;
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private int calls;

  private Browser(Path program, Path profile) throws IOException, InterruptedException {
    this.profile = profile;
    this.process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output.log").toFile())
            .start();
    this.socket = connect();
    call("Page.enable", Map.of());
    call("Runtime.enable", Map.of());
    call("Emulation.setScrollbarsHidden", Map.of("hidden", true));
  }

  /** Chromium or Chrome on the path, if there is one. */
  static Optional<Path> program() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(":")).map(dir -> Path.of(dir).resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path program, Path profile) throws IOException, InterruptedException {
    return new Browser(program, profile);
  }

  void open(String url) throws InterruptedException {
    call("Page.navigate", Map.of("url", url));
    await("document.readyState === 'complete'");
  }

  void look(String colourScheme, int width, int height) throws InterruptedException {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 700));
  }

  /** Evaluates an expression in the page and returns its value. */
  JsonNode evaluate(String script) throws InterruptedException {
    var answer = call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(script + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  /** Waits until an expression is true in the page. */
  void await(String script) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!evaluate(script).asBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError(
            "not within %s: %s; the page is%n%s"
                .formatted(PATIENCE, script, evaluate("document.body.innerText").asText()));
      }
      Thread.sleep(50);
    }
  }

  /** Moves the pointer there, in pixels of the window. */
  void point(double x, double y) throws InterruptedException {
    call("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
  }

  void screenshot(Path file) throws IOException, InterruptedException {
    var answer = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(answer.get("data").asText()));
  }

  /** Everything that the page complained of since it was opened: exceptions and console errors. */
  List<String> complaints() {
    return answers.stream()
        .filter(
            event ->
                event.path("method").asText().equals("Runtime.exceptionThrown")
                    || event.path("params").path("type").asText().equals("error"))
        .map(JsonNode::toString)
        .toList();
  }

  @Override
  public void close() {
    socket.abort();
    http.close();
    var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }

  private JsonNode call(String method, Map<String, ?> parameters) throws InterruptedException {
    int id = ++calls;
    try {
      var call = Map.of("id", id, "method", method, "params", parameters);
      socket.sendText(JSON.writeValueAsString(call), true).join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long until = System.nanoTime() + PATIENCE.toNanos();
    var events = new ArrayList<JsonNode>();
    while (System.nanoTime() < until) {
      JsonNode answer = answers.poll(1, TimeUnit.SECONDS);
      if (answer != null && answer.path("id").asInt() == id) {
        answers.addAll(events);
        return answer.path("result");
      }
      if (answer != null) {
        events.add(answer);
      }
    }
    throw new AssertionError("no answer to " + method);
  }

  private WebSocket connect() throws IOException, InterruptedException {
    Path portFile = profile.resolve("DevToolsActivePort");
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(portFile) || Files.readAllLines(portFile).size() < 2) {
      if (System.nanoTime() > until || !process.isAlive()) {
        throw new IOException(
            "Chromium did not start: " + Files.readString(profile.resolve("output.log")));
      }
      Thread.sleep(50);
    }
    String port = Files.readAllLines(portFile).getFirst();
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"));
    var targets = JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
    String address = null;
    for (JsonNode target : targets) {
      if (target.get("type").asText().equals("page")) {
        address = target.get("webSocketDebuggerUrl").asText();
      }
    }
    return http.newWebSocketBuilder().buildAsync(URI.create(address), new Listener()).join();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          answers.add(JSON.readTree(text.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
