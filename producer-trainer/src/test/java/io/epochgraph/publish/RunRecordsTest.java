package io.epochgraph.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.schemas.ClusterSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What can be said of a run, and how the producer is set. */
class RunRecordsTest {

  @Test
  void shouldRefuseAStartThatIsOutOfRange() {
    refuses(() -> Samples.start("a b"), "run id \"a b\"");
    refuses(() -> start(-1, 5, List.of(3), Optional.empty()), "attempt -1: want 0 or more");
    refuses(() -> start(0, 0, List.of(3), Optional.empty()), "plannedEpochs 0: want 1 or more");
    refuses(() -> start(0, 5, List.of(), Optional.empty()), "inputShape []");
    refuses(() -> start(0, 5, List.of(3, 0, 1), Optional.empty()), "inputShape [3, 0, 1]");
    refuses(
        () -> start(1, 5, List.of(3), Optional.of(new EpochReference(1, 4))),
        "previous attempt 1, epoch 4: want an epoch of an attempt below 1");
    assertThat(start(1, 5, List.of(3), Optional.of(new EpochReference(0, 4))).attempt()).isOne();
  }

  @Test
  void shouldRefuseADescriptorThatIsOutOfRange() {
    refuses(() -> described(d -> d.setNetwork("LeNet")), "network \"LeNet\": want a name in lower");
    refuses(() -> described(d -> d.setDataset(" ")), "dataset");
    refuses(() -> described(d -> d.getHyperparameters().setLearningRate(0.0)), "learningRate 0.0");
    refuses(() -> described(d -> d.getHyperparameters().setDropout(1.0)), "dropout 1.0");
    refuses(() -> described(d -> d.getHyperparameters().setBatchSize(0)), "batchSize 0");
  }

  @Test
  void shouldCopyTheDescriptor() {
    RunDescriptor descriptor = Samples.descriptor();
    RunStart start = RunStart.first("run-1", descriptor, List.of(3), 1, Samples.START);
    descriptor.setNetwork("other");
    assertThat(start.descriptor().getNetwork()).isEqualTo("lenet5");
  }

  @Test
  void shouldWantTheAccuraciesOfAnOutcome() {
    var none = OptionalDouble.empty();
    refuses(() -> end(RunStatus.RUNNING, none), "status RUNNING: want one of [COMPLETED");
    refuses(() -> end(RunStatus.COMPLETED, none), "best validation accuracy is missing");
    refuses(() -> end(RunStatus.FAILED, OptionalDouble.of(55.0)), "55.0: want a fraction");
    assertThat(end(RunStatus.FAILED, none).bestValidationAccuracy()).isEmpty();
  }

  @Test
  void shouldRefuseATimeThatNoRecordCarries() {
    refuses(
        () ->
            RunStart.first("r", Samples.descriptor(), List.of(3), 1, Instant.EPOCH.minusMillis(1)),
        "time 1969-12-31T23:59:59.999Z");
  }

  @Test
  void shouldNotLetClusterPropertiesWeakenTheProducer() {
    var properties =
        Map.of(
            "acks", "1",
            "enable.idempotence", "false",
            "transactional.id", "t",
            "partitioner.class", "Other",
            "max.request.size", "2097152",
            "compression.type", "zstd");
    var cluster = new ClusterSettings("127.0.0.1:1", "http://127.0.0.1:2", properties);
    var settings = new ProducerSettings(cluster, Duration.ofSeconds(7));
    assertThat(settings.config())
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("delivery.timeout.ms", 7000)
        .containsEntry("compression.type", "zstd")
        .doesNotContainKeys("transactional.id", "partitioner.class");
    assertThat(settings.largestRow()).isEqualTo((2 << 20) - 1024);
  }

  @Test
  void shouldRefuseSettingsThatAreOutOfRange() {
    var settings = PublisherSettings.defaults();
    refuses(() -> settings.withQueue(0, 1), "queuedEpochs 0");
    refuses(() -> settings.withQueue(1, 0), "queuedBytes 0");
    refuses(() -> settings.withTimeouts(Duration.ZERO, Duration.ZERO), "deliveryTimeout PT0S");
    refuses(
        () -> settings.withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(-1)), "closeTimeout");
  }

  private static RunStart start(
      int attempt, int plannedEpochs, List<Integer> inputShape, Optional<EpochReference> previous) {
    return new RunStart(
        "run-1", attempt, Samples.descriptor(), inputShape, plannedEpochs, previous, Samples.START);
  }

  private static RunStart described(Consumer<RunDescriptor> change) {
    RunDescriptor descriptor = Samples.descriptor();
    change.accept(descriptor);
    return RunStart.first("run-1", descriptor, List.of(3), 1, Samples.START);
  }

  private static RunEnd end(RunStatus status, OptionalDouble best) {
    return new RunEnd(status, best, OptionalDouble.empty(), 1, Optional.empty(), Samples.START);
  }

  private static void refuses(ThrowingCallable made, String part) {
    assertThatThrownBy(made)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part);
  }
}
