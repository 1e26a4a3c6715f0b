package io.epochgraph.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.schemas.ClusterTopics;
import io.epochgraph.schemas.WithCluster;
import io.epochgraph.telemetry.ProcessMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a stage tells of itself while it works and when it has stopped. */
@Timeout(120)
@ExtendWith(WithCluster.class)
class StageObserverIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void shouldTellHowTheStageIsAndHowFarBehind(ClusterTopics cluster, @TempDir Path state)
      throws Exception {
    cluster.create();
    String topic = cluster.topics().runs().name();
    try (var metrics = new ProcessMetrics()) {
      StageSettings settings =
          new StageOnCluster(EchoStage.STAGE, cluster, state)
              .settings()
              .withMetrics(metrics.registry());
      cluster.send(cluster.topics().runs(), "run-1", EchoStage.run("run-1"));
      cluster.sendBytes(cluster.topics().runs(), "run-1", new byte[] {1});
      var running = RunningStage.start(EchoStage.STAGE, settings);
      try (var observer = StageObserver.of(EchoStage.STAGE, settings, running)) {
        assertThat(observer.failure()).isEmpty();
        await(() -> observer.obstacle().isEmpty());
        assertThat(metrics.scrape()).contains("epochgraph_stage_ready{stage=\"echo\"} 1.0\n");

        cluster.await(cluster.topics().scores(), 1);
        cluster.await(cluster.topics().deadLetters(), 1);
        await(() -> lags(metrics, topic).matches("(?s)(.* 0\\.0\n){3}"));
        assertThat(metrics.scrape())
            .contains("epochgraph_dead_letters_total{reason=\"NOT_AVRO\",stage=\"echo\"} 1.0\n")
            .contains("kafka_stream_thread_poll_ratio{");

        running.close();
        assertThat(observer.failure()).contains("echo has stopped (NOT_RUNNING)");
        assertThat(observer.obstacle()).isEqualTo(observer.failure());
        assertThat(metrics.scrape()).contains("epochgraph_stage_ready{stage=\"echo\"} 0.0\n");
        cluster.send(cluster.topics().runs(), "run-2", EchoStage.run("run-2"));
        await(() -> lags(metrics, topic).contains(" 1.0\n"));
      } finally {
        running.close();
      }
    }
  }

  private static String lags(ProcessMetrics metrics, String topic) {
    var lines = new StringBuilder();
    metrics
        .scrape()
        .lines()
        .filter(line -> line.startsWith("epochgraph_lag_records{") && line.contains(topic))
        .forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }

  private static void await(BooleanSupplier wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(100);
    }
  }
}
