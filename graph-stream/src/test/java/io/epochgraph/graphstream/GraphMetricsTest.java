package io.epochgraph.graphstream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.epochgraph.contract.Convergence;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageDriver;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What graph-stream counts and logs while it works. */
class GraphMetricsTest {

  private final ChunksInMemory chunks = new ChunksInMemory();
  private final StageDriver stage =
      StageDriver.of(
          new Stage(
              "graph-stream",
              (builder, settings) -> GraphStreamTopology.build(builder, settings, () -> chunks)));
  private final MeterRegistry meters = stage.settings().metrics().registry();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void shouldCountEpochsAndTheirWeights() {
    EpochManifest first = Epochs.of(0, 0, 1, chunks::add);
    send(first);
    send(Epochs.of(0, 1, 2, chunks::add));
    send(first);

    assertThat(counted("epochgraph.epochs", "outcome", "new")).isEqualTo(2);
    assertThat(counted("epochgraph.epochs", "outcome", "repeated")).isEqualTo(1);
    long read = chunks.all().stream().mapToLong(chunk -> chunk.getData().remaining()).sum();
    assertThat(meters.get("epochgraph.weights.read.bytes").counter().count())
        .isEqualTo((double) read);
    assertThat(meters.get("epochgraph.chunk.read").timer().count()).isEqualTo(chunks.all().size());
    assertThat(meters.get("epochgraph.graph.compute").timer().count()).isEqualTo(2);
  }

  @Test
  void shouldTellHowWellTheEigenvectorIsKnown() {
    send(Epochs.of(0, 0, 1, chunks::add));

    Convergence convergence =
        stage.values(TOPICS.graphStatistics()).getFirst().getFeatures().stream()
            .map(FeatureStatistics::getConvergence)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    var passes = meters.get("epochgraph.eigenvector.passes").tag("graph", "rolled").summary();
    var residual = meters.get("epochgraph.eigenvector.residual").summary();
    assertThat(passes.totalAmount()).isEqualTo(convergence.getPasses());
    assertThat(residual.totalAmount()).isEqualTo(convergence.getResidual());
    assertThat(counted("epochgraph.eigenvector.unconverged", "graph", "rolled"))
        .isEqualTo(convergence.getConverged() ? 0 : 1);
  }

  @Test
  void shouldCountDeadLettersByReason() {
    assertThat(counted("epochgraph.dead.letters", "reason", "CHUNK_EXPIRED")).isZero();
    EpochManifest expired = Epochs.of(0, 0, 1, chunks::add);
    chunks.expire();
    send(expired);
    stage.sendBytes(TOPICS.epochs(), Epochs.RUN, new byte[] {1, 2});

    assertThat(counted("epochgraph.dead.letters", "reason", "CHUNK_EXPIRED")).isEqualTo(1);
    assertThat(counted("epochgraph.dead.letters", "reason", "NOT_AVRO")).isEqualTo(1);
    assertThat(counted("epochgraph.epochs", "outcome", "new")).isZero();
  }

  @Test
  void shouldNameRunAndEpochInWhatItLogs() {
    var logger = (Logger) LoggerFactory.getLogger("io.epochgraph");
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    try {
      send(Epochs.of(0, 7, 1, chunks::add));
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(null);
    }

    assertThat(lines.list)
        .anySatisfy(
            line -> {
              assertThat(line.getFormattedMessage()).startsWith("statistics of ");
              assertThat(line.getMDCPropertyMap())
                  .containsEntry("stage", "graph-stream")
                  .containsEntry("run", Epochs.RUN)
                  .containsEntry("attempt", "0")
                  .containsEntry("epoch", "7");
            });
    assertThat(MDC.getCopyOfContextMap()).as("afterwards").isNullOrEmpty();
  }

  private double counted(String name, String tag, String value) {
    return meters.get(name).tag(tag, value).counter().count();
  }

  private void send(EpochManifest manifest) {
    stage.send(TOPICS.epochs(), manifest.getRun(), manifest);
  }
}
