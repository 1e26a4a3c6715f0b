package io.epochgraph.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.SkippedEpoch;
import io.epochgraph.local.EmbeddedBroker;
import io.epochgraph.local.FreePort;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.local.RegistryProcess;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.WithCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of epochs while the broker or the registry is away. */
@ExtendWith(WithCluster.class)
class PublisherOutageIT {

  private static final Duration WAIT = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private TestTopics records;
  private PublisherSettings settings;

  @BeforeEach
  void startBroker(LocalCluster shared) throws Exception {
    broker = EmbeddedBroker.start(directory, 0);
    var cluster = ClusterSettings.of(broker.bootstrapServers(), shared.schemaRegistryUrl());
    records = TestTopics.create(cluster);
    settings = PublisherSettings.defaults().withTopics(records.topics());
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void shouldSkipWhatFindsNoRoomAndSendItsMetricsWithTheNextEpoch() throws Exception {
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      broker.close();
      var run = publisher.start(Samples.start("run-1"));
      assertThat(Samples.publish(run, 0)).isTrue();
      assertThat(Samples.publish(run, 1)).isTrue();
      assertThat(Samples.publish(run, 2)).isFalse();
      assertThat(Samples.publish(run, 3)).isFalse();
      assertThat(publisher.stats()).isEqualTo(new PublisherStats(0, 2, 0, 0));
      restartBroker();
      Waiting.until(() -> publisher.stats().published() == 2);
      assertThat(Samples.publish(run, 4)).isTrue();
      assertThat(publisher.close(WAIT)).isEmpty();
    }

    List<EpochManifest> manifests = manifests();
    assertThat(manifests).extracting(EpochManifest::getEpoch).containsExactly(0, 1, 4);
    EpochManifest next = manifests.getLast();
    assertThat(next.getPrevious()).isEqualTo(new EpochReference(0, 1));
    assertThat(next.getSkipped())
        .containsExactly(
            new SkippedEpoch(2, Samples.metrics(2)), new SkippedEpoch(3, Samples.metrics(3)));
    assertThat(manifests.get(1).getSkipped()).isEmpty();
  }

  @Test
  void shouldBoundTheBytesOfAllRunsButAlwaysTakeOneEpoch() throws Exception {
    long epochBytes = (4 * 8 + 2 * 4) * 4L;
    var small = settings.withQueue(5, 2 * epochBytes - 1);
    broker.close();
    try (var publisher = WeightPublisher.open(records.cluster(), small)) {
      var one = publisher.start(Samples.start("run-1"));
      var other = publisher.start(Samples.start("run-2"));
      assertThat(Samples.publish(one, 0)).isTrue();
      assertThat(Samples.publish(other, 0)).isFalse();
      publisher.close(Duration.ZERO);
    }
  }

  @Test
  void shouldWaitForRoomOnRequest() throws Exception {
    try (var publisher =
        WeightPublisher.open(records.cluster(), settings.withOnFull(OnFull.BLOCK))) {
      broker.close();
      var run = publisher.start(Samples.start("run-1"));
      Samples.publish(run, 0);
      Samples.publish(run, 1);
      var third = new CompletableFuture<Boolean>();
      Thread training =
          Thread.startVirtualThread(
              () -> {
                try {
                  third.complete(Samples.publish(run, 2));
                } catch (InterruptedException | RuntimeException e) {
                  third.completeExceptionally(e);
                }
              });
      assertThat(training.join(Duration.ofMillis(500))).as("it waits").isFalse();
      restartBroker();
      assertThat(third.join()).isTrue();
      assertThat(publisher.close(WAIT)).isEmpty();
      assertThat(publisher.stats().skipped()).isZero();
    }
    assertThat(manifests()).extracting(EpochManifest::getEpoch).containsExactly(0, 1, 2);
  }

  @Test
  void shouldGiveUpAnEpochThatIsSentInPlaceWhenItIsClosed() throws Exception {
    broker.close();
    var publisher = WeightPublisher.open(records.cluster(), settings);
    var run = publisher.start(Samples.start("run-1"));
    var sent = new CompletableFuture<Void>();
    Thread.startVirtualThread(
        () -> {
          try {
            run.epochInPlace(0, Samples.layers(0), Samples.metrics(0), Samples.trainedAt(0));
            sent.complete(null);
          } catch (InterruptedException | RuntimeException e) {
            sent.completeExceptionally(e);
          }
        });
    assertThatThrownBy(() -> sent.get(500, TimeUnit.MILLISECONDS))
        .as("it waits")
        .isInstanceOf(TimeoutException.class);

    assertThat(publisher.close(Duration.ZERO))
        .contains(new Unsent("run-1", 0, Unsent.What.EPOCH, 0));
    assertThatThrownBy(() -> sent.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("the publisher was closed before everything was sent");
  }

  @Test
  void shouldTellAtTheEndWhatWasNotSent() throws Exception {
    broker.close();
    var publisher = WeightPublisher.open(records.cluster(), settings);
    var run = publisher.start(Samples.start("run-1"));
    Samples.publish(run, 0);
    Samples.publish(run, 1);
    Samples.publish(run, 2);
    run.end(RunEnd.outcome(RunStatus.COMPLETED, 0.5, 0.5, 2, Samples.trainedAt(2)));
    long start = System.nanoTime();

    List<Unsent> unsent = publisher.close(Duration.ofMillis(300));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(unsent)
        .containsExactly(
            new Unsent("run-1", 0, Unsent.What.START, 0),
            new Unsent("run-1", 0, Unsent.What.EPOCH, 0),
            new Unsent("run-1", 0, Unsent.What.EPOCH, 1),
            new Unsent("run-1", 0, Unsent.What.END, 2));
    publisher.close();
  }

  @Test
  void shouldThrowWhereNobodyAsksWhatWasNotSent() throws Exception {
    broker.close();
    var hasty = settings.withTimeouts(settings.deliveryTimeout(), Duration.ofMillis(100));
    var publisher = WeightPublisher.open(records.cluster(), hasty);
    Samples.publish(publisher.start(Samples.start("run-1")), 0);
    assertThatThrownBy(publisher::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not sent: [start of run run-1, attempt 0, epoch 0 of run run-1, attempt 0]");
  }

  @Test
  void shouldCountAnEpochAsFailedThatCannotBeDeliveredInTime() throws Exception {
    var impatient = settings.withTimeouts(Duration.ofSeconds(3), WAIT);
    try (var publisher = WeightPublisher.open(records.cluster(), impatient)) {
      var run = publisher.start(Samples.start("run-1"));
      Samples.publish(run, 0);
      Waiting.until(() -> publisher.stats().published() == 1);
      broker.close();
      Samples.publish(run, 1);
      Waiting.until(() -> publisher.stats().failed() == 1);
      restartBroker();
      Samples.publish(run, 2);
      assertThat(publisher.close(WAIT))
          .containsExactly(new Unsent("run-1", 0, Unsent.What.EPOCH, 1));
      assertThat(publisher.stats().published()).isEqualTo(2);
    }
    EpochManifest next = manifests().getLast();
    assertThat(next.getEpoch()).isEqualTo(2);
    assertThat(next.getPrevious()).isEqualTo(new EpochReference(0, 0));
    assertThat(next.getSkipped()).containsExactly(new SkippedEpoch(1, Samples.metrics(1)));
  }

  @Test
  void shouldAskARegistryAgainThatGivesNoAnswer() throws Exception {
    int port = FreePort.pick();
    var cluster =
        ClusterSettings.of(
            broker.bootstrapServers(), "http://127.0.0.1:" + port + "/apis/ccompat/v7");
    try (var publisher = WeightPublisher.open(cluster, settings)) {
      var run = publisher.start(Samples.start("run-1"));
      Samples.publish(run, 0);
      try (var _ =
          RegistryProcess.start(
              directory.resolve("registry"), port, RegistryProcess.Storage.MEMORY)) {
        assertThat(publisher.close(WAIT)).isEmpty();
        var read = new TestTopics(cluster, records.topics());
        assertThat(read.values(records.topics().epochs())).hasSize(1);
      }
    }
  }

  private void restartBroker() throws IOException {
    broker = EmbeddedBroker.start(directory, broker.port());
  }

  private List<EpochManifest> manifests() {
    return records.values(records.topics().epochs());
  }
}
