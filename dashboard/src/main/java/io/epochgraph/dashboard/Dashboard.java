package io.epochgraph.dashboard;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import java.time.InstantSource;

/**
 * A running dashboard: a reader of the topics, the model it fills and the server that shows it.
 *
 * <table>
 *   <caption>What it serves, all of it JSON but the first and the last</caption>
 *   <tr><td>{@code GET /}</td><td>the page</td></tr>
 *   <tr><td>{@code GET /api/runs}</td><td>every run as a {@link RunRow}</td></tr>
 *   <tr><td>{@code GET /api/runs/{run}}</td><td>one run as a {@link RunDetail}, or 404</td></tr>
 *   <tr><td>{@code GET /api/scores}</td><td>every score as an {@link Outcome}</td></tr>
 *   <tr><td>{@code GET /api/summary}</td><td>a {@link Summary}</td></tr>
 *   <tr><td>{@code GET /healthz}</td><td>{@code {"status":"UP"}} while it serves</td></tr>
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

  private Dashboard(ClusterSettings cluster, Topics topics, DashboardSettings settings) {
    var model = new DashboardModel();
    server = DashboardServer.start(model, hub, settings, DashboardServer.HEARTBEAT);
    try {
      reader = new TopicReader(cluster, topics, model, InstantSource.system(), this::tell);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
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
    return new Dashboard(cluster, topics, settings);
  }

  /** The address of the page, with the port that it really listens on. */
  public String url() {
    return server.url();
  }

  /** Stops reading and serving, within a second; pages that are open say so. */
  @Override
  public void close() {
    server.close();
    reader.close();
  }

  private void tell(Change change) {
    hub.publish(change.type(), () -> Json.write(change));
  }
}
