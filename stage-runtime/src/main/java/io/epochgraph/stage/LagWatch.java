package io.epochgraph.stage;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka every few seconds how far a stage's group is behind, in a thread of its own: {@code
 * epochgraph_lag_records} for each partition, told by every instance for the whole group. What the
 * stage's own consumer says would leave out what it has fetched and not yet processed.
 */
final class LagWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LagWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final int PATIENCE_MILLIS = 5_000;

  /** How old an answer may be: three were missed, at least. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final Admin admin;
  private final String group;
  private final Set<String> inputs;
  private final MultiGauge lag;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile long answeredAt = System.nanoTime() - 2 * FRESH.toNanos();

  private LagWatch(StageSettings settings, Set<String> inputs) {
    var config = settings.cluster().kafka();
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, settings.applicationId() + "-lag");
    this.admin = Admin.create(config);
    this.group = settings.applicationId();
    this.inputs = inputs;
    this.lag =
        MultiGauge.builder("epochgraph.lag")
            .description("Offsets from what the stage has committed to the log's end")
            .baseUnit("records")
            .tags(settings.metrics().tags())
            .register(settings.metrics().registry());
    this.thread = Thread.ofVirtual().name(settings.stage() + "-lag").unstarted(this::watch);
  }

  /** Starts to ask for {@code inputs}, which the stage reads as a group. */
  static LagWatch start(StageSettings settings, Set<String> inputs) {
    var watch = new LagWatch(settings, inputs);
    watch.thread.start();
    return watch;
  }

  /** Whether Kafka has answered of late. */
  boolean isAnswered() {
    return System.nanoTime() - answeredAt < FRESH.toNanos();
  }

  @Override
  public void close() {
    closing.countDown();
    admin.close(Duration.ZERO);
  }

  private void watch() {
    try {
      do {
        ask();
      } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A gauge that nobody knows is better absent than old. */
  private void ask() throws InterruptedException {
    try {
      var rows =
          GroupLag.of(admin, group, inputs).entrySet().stream()
              .map(
                  of ->
                      MultiGauge.Row.of(
                          Tags.of(
                              "topic", of.getKey().topic(),
                              "partition", Integer.toString(of.getKey().partition())),
                          of.getValue()))
              .toList();
      lag.register(rows, true);
      answeredAt = System.nanoTime();
    } catch (ExecutionException | RuntimeException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      if (closing.getCount() > 0) {
        LOG.debug("{}: no lag: {}", group, cause.toString());
        lag.register(List.of(), true);
      }
      if (e instanceof ExecutionException && !(cause instanceof RetriableException)) {
        answeredAt = System.nanoTime(); // it is there, and says no
      }
    }
  }
}
