package io.epochgraph.dashboard;

import io.epochgraph.dashboard.EventHub.Event;
import io.epochgraph.telemetry.ProcessMetrics;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.javalin.http.staticfiles.Location;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Serves a model and the page over HTTP. */
final class DashboardServer implements AutoCloseable {

  static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
          + " 'none'";

  private final DashboardModel model;
  private final EventHub hub;
  private final Duration heartbeat;
  private final String host;
  private final Javalin javalin;

  private DashboardServer(
      DashboardModel model,
      EventHub hub,
      DashboardSettings settings,
      Duration heartbeat,
      ProcessMetrics metrics) {
    this.model = model;
    this.hub = hub;
    this.heartbeat = heartbeat;
    this.host = settings.host();
    this.javalin = Javalin.create(DashboardServer::configure);
    javalin.before(DashboardServer::guard);
    javalin.get("/api/runs", context -> json(context, model.runs()));
    javalin.get("/api/runs/{run}", this::run);
    javalin.get("/api/scores", context -> json(context, model.scores()));
    javalin.get("/api/summary", context -> json(context, model.summary()));
    javalin.get("/healthz", context -> json(context, Map.of("status", "UP")));
    javalin.get("/readyz", this::ready);
    javalin.get("/metrics", context -> metrics(context, metrics));
    javalin.sse("/api/events", this::tell);
  }

  /**
   * Starts to serve.
   *
   * @throws IllegalStateException where the port is taken or the address is not this machine's
   */
  static DashboardServer start(
      DashboardModel model,
      EventHub hub,
      DashboardSettings settings,
      Duration heartbeat,
      ProcessMetrics metrics) {
    var server = new DashboardServer(model, hub, settings, heartbeat, metrics);
    try {
      server.javalin.start(settings.host(), settings.port());
    } catch (RuntimeException e) {
      server.close();
      throw new IllegalStateException(
          "dashboard cannot listen on %s port %d: %s"
              .formatted(settings.host(), settings.port(), e.getMessage()),
          e);
    }
    return server;
  }

  String url() {
    String address = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + address + ":" + javalin.port() + "/";
  }

  @Override
  public void close() {
    hub.close();
    javalin.stop();
  }

  private static void configure(JavalinConfig config) {
    config.showJavalinBanner = false;
    config.startupWatcherEnabled = false;
    config.useVirtualThreads = true;
    config.staticFiles.enableWebjars();
    config.staticFiles.add(
        files -> {
          files.directory = "/web";
          files.location = Location.CLASSPATH;
          files.headers = Map.of("Cache-Control", "no-cache");
        });
    config.jetty.modifyServer(server -> server.setStopTimeout(0));
  }

  private static void guard(Context context) {
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
  }

  private void run(Context context) {
    String run = context.pathParam("run");
    Optional<RunDetail> detail = model.run(run);
    if (detail.isPresent()) {
      json(context, detail.get());
    } else {
      context.status(404);
      json(context, Map.of("error", "no record of run \"%s\" has come".formatted(run)));
    }
  }

  private void ready(Context context) {
    Source source = model.source();
    boolean ready = source.caughtUp() && source.message() == null;
    context.status(ready ? 200 : 503);
    json(
        context,
        ready
            ? Map.of("status", "UP")
            : Map.of(
                "status",
                "DOWN",
                "reason",
                source.message() == null ? "not caught up yet" : source.message()));
  }

  private static void metrics(Context context, ProcessMetrics metrics) {
    context.header("Cache-Control", "no-store");
    context.contentType(ProcessMetrics.CONTENT_TYPE).result(metrics.scrape());
  }

  private static void json(Context context, Object value) {
    context.header("Cache-Control", "no-store");
    context.contentType(ContentType.APPLICATION_JSON).result(Json.write(value));
  }

  /**
   * First says {@code hello} with whether events were missed since the client's {@code
   * Last-Event-ID}, then tells each event, and a heartbeat where there is none.
   */
  private void tell(SseClient client) {
    try (var subscription = hub.subscribe()) {
      String at = subscription.startedAfter();
      boolean missed = !at.equals(client.ctx().header("Last-Event-ID"));
      client.sendEvent("hello", Json.write(Map.of("missed", missed)), at);
      while (!client.terminated() && !subscription.ended()) {
        Optional<Event> next = subscription.next(heartbeat);
        if (next.isEmpty()) {
          client.sendEvent("heartbeat", "{}", null);
        } else if (!subscription.ended()) {
          Event event = next.get();
          client.sendEvent(event.type(), event.json(), event.id());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
