package io.epochgraph.dashboard;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import io.epochgraph.telemetry.ProcessMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/**
 * A running dashboard: a reader of the topics, the model it fills and the server that shows it.
 *
 * <table>
 *   <caption>What it serves, all of it JSON but the page, the meters and the events</caption>
 *   <tr><td>{@code GET /}</td><td>the page</td></tr>
 *   <tr><td>{@code GET /api/runs}</td><td>every run as a {@link RunRow}</td></tr>
 *   <tr><td>{@code GET /api/runs/{run}}</td><td>one run as a {@link RunDetail}, or 404</td></tr>
 *   <tr><td>{@code GET /api/scores}</td><td>every score as an {@link Outcome}</td></tr>
 *   <tr><td>{@code GET /api/summary}</td><td>a {@link Summary}</td></tr>
 *   <tr><td>{@code GET /healthz}</td><td>{@code {"status":"UP"}} while it serves</td></tr>
 *   <tr><td>{@code GET /readyz}</td><td>200 while it has read everything and waits for nothing,
 *       else 503 with the reason</td></tr>
 *   <tr><td>{@code GET /metrics}</td><td>its meters for Prometheus</td></tr>
 *   <tr><td>{@code GET /api/events}</td><td>server-sent events: {@code hello} on each connection,
 *       then a {@link Change} each, {@code reset} when everything may have changed, and {@code
 *       heartbeat} every ten seconds without another event</td></tr>
 * </table>
 *
 * <p>It belongs to no consumer group and writes nothing. Memory grows with the runs: about 64 KB
 * for one of 50 epochs with a prediction and a score at each.
 */
public final class Dashboard implements AutoCloseable {

  private final EventHub hub = new EventHub();
  private final DashboardServer server;
  private final TopicReader reader;
  private final KafkaClientMetrics clientMetrics;

  private Dashboard(
      ClusterSettings cluster, Topics topics, DashboardSettings settings, ProcessMetrics metrics) {
    var model = new DashboardModel();
    server = DashboardServer.start(model, hub, settings, DashboardServer.HEARTBEAT, metrics);
    try {
      reader = new TopicReader(cluster, topics, model, InstantSource.system(), this::tell);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    clientMetrics = new KafkaClientMetrics(reader.consumer());
    clientMetrics.bindTo(metrics.registry());
    Gauge.builder("epochgraph.dashboard.runs", model, of -> of.runs().size())
        .description("Runs that the dashboard shows")
        .register(metrics.registry());
    Gauge.builder("epochgraph.dashboard.ready", model, of -> of.source().caughtUp() ? 1 : 0)
        .description("1 once everything written is read, else 0")
        .register(metrics.registry());
    reader.start();
  }

  /**
   * Starts a dashboard. It serves at once and says what it waits for, so topics, broker and
   * registry may come later.
   *
   * @throws IllegalStateException where the port is taken
   */
  public static Dashboard start(
      ClusterSettings cluster, Topics topics, DashboardSettings settings) {
    return start(cluster, topics, settings, new ProcessMetrics());
  }

  /** The same, with the meters of a process that does more than this. */
  public static Dashboard start(
      ClusterSettings cluster, Topics topics, DashboardSettings settings, ProcessMetrics metrics) {
    return new Dashboard(cluster, topics, settings, metrics);
  }

  /** The address of the page, with the port that it really listens on. */
  public String url() {
    return server.url();
  }

  /**
   * Completes when it reads no more: normally after {@link #close}, else with what does not pass,
   * such as a registry that refuses us.
   */
  public CompletableFuture<Void> ended() {
    return reader.ended();
  }

  /** Stops reading and serving, within a second; pages that are open say so. */
  @Override
  public void close() {
    server.close();
    clientMetrics.close();
    reader.close();
  }

  private void tell(Change change) {
    hub.publish(change.type(), () -> Json.write(change));
  }
}
