package io.epochgraph.publish.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.SkippedEpoch;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.networks.files.NetworkFile;
import io.epochgraph.networks.files.SafetensorsFile;
import io.epochgraph.publish.OnFull;
import io.epochgraph.publish.PublisherSettings;
import io.epochgraph.publish.TestTopics;
import io.epochgraph.publish.TestTopics.Stored;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.WithCluster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WithCluster.class)
class RunDirectoryPublisherIT {

  @TempDir private Path directory;
  private TestTopics records;
  private PublisherSettings settings;

  @BeforeEach
  void prepare(LocalCluster cluster) throws Exception {
    RecordedFiles.write(directory);
    records =
        TestTopics.create(
            ClusterSettings.of(cluster.bootstrapServers(), cluster.schemaRegistryUrl()));
    settings = PublisherSettings.defaults().withTopics(records.topics()).withOnFull(OnFull.BLOCK);
  }

  @Test
  void shouldPublishARecordedRun() throws Exception {
    RecordedRun run = publish();

    List<EpochManifest> manifests = records.values(records.topics().epochs());
    assertThat(manifests).extracting(EpochManifest::getEpoch).containsExactly(0, 1, 3);
    EpochManifest last = manifests.getLast();
    assertThat(last.getPrevious()).isEqualTo(new EpochReference(0, 1));
    assertThat(last.getSkipped())
        .containsExactly(new SkippedEpoch(2, run.epochs().get(2).metrics()));
    assertThat(last.getMetrics().getValidationAccuracy()).isEqualTo(0.203);
    assertThat(last.getInputShape()).containsExactly(3, 32, 32);
    assertThat(last.getDescriptor()).isEqualTo(run.descriptor());
    assertThat(manifests)
        .extracting(EpochManifest::getTrainedAt)
        .isSorted()
        .first()
        .isEqualTo(run.startedAt());
    assertThat(records.values(records.topics().runs()))
        .extracting(Run::getStatus)
        .containsExactly(RunStatus.RUNNING, RunStatus.EARLY_STOPPED);
  }

  @Test
  void shouldPublishTheFilesBytesInTheirOwnType() throws Exception {
    publish();

    EpochManifest last = records.values(records.topics().epochs()).getLast();
    List<Stored<WeightsChunk>> chunks = records.read(records.topics().weights());
    try (var file = SafetensorsFile.open(RecordedFiles.checkpoint(directory, 3))) {
      for (Layer layer : last.getLayers()) {
        if (layer.getKind().equals("pooling")) {
          continue;
        }
        assertThat(layer.getDtype()).isEqualTo("F16");
        var reference = layer.getChunks().getFirst();
        ByteBuffer stored =
            chunks.stream()
                .filter(chunk -> chunk.partition() == reference.getPartition())
                .filter(chunk -> chunk.offset() == reference.getOffset())
                .findFirst()
                .orElseThrow()
                .value()
                .getData();
        assertThat(stored).isEqualTo(file.bytes(layer.getName() + ".weight"));
      }
    }
  }

  @Test
  void shouldPublishOnnxModelsPaced() throws Exception {
    for (int epoch : new int[] {0, 1, 3}) {
      Path checkpoint = RecordedFiles.checkpoint(directory, epoch);
      Files.delete(checkpoint);
      try (var model = NetworkFile.class.getResourceAsStream("/onnx/residual.onnx")) {
        Files.copy(model, directory.resolve("epoch-%02d.onnx".formatted(epoch)));
      }
    }
    long begin = System.nanoTime();
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      new RunDirectoryPublisher(publisher, Duration.ofMillis(200)).publish(directory);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
    List<EpochManifest> manifests = records.values(records.topics().epochs());
    assertThat(manifests).extracting(EpochManifest::getEpoch).containsExactly(0, 1, 3);
    assertThat(manifests.getLast().getInputShape()).containsExactly(3, 16, 16);
    assertThat(manifests.getLast().getLayers())
        .extracting(Layer::getName)
        .contains("layer2.downsample.0", "/GlobalAveragePool", "fc");
  }

  @Test
  void shouldPublishTheSameRecordsAgain() throws Exception {
    publish();
    publish();

    List<EpochManifest> manifests = records.values(records.topics().epochs());
    assertThat(manifests).hasSize(6);
    for (int i = 0; i < 3; i++) {
      assertThat(withoutOffsets(manifests.get(i))).isEqualTo(withoutOffsets(manifests.get(i + 3)));
    }
  }

  @Test
  void shouldPublishNothingWhereAnyFileIsWrong() throws IOException {
    Path last = RecordedFiles.checkpoint(directory, 3);
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length - 1));

    assertThatThrownBy(this::publish)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(last + ": ");
    assertThat(records.count(records.topics().runs())).isZero();
  }

  @Test
  void shouldWantAPublisherThatWaits() {
    try (var publisher =
        WeightPublisher.open(records.cluster(), settings.withOnFull(OnFull.SKIP))) {
      assertThatThrownBy(() -> new RunDirectoryPublisher(publisher))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("onFull SKIP: want BLOCK");
    }
  }

  private RecordedRun publish() throws IOException, InterruptedException {
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      return new RunDirectoryPublisher(publisher).publish(directory);
    }
  }

  private static EpochManifest withoutOffsets(EpochManifest manifest) {
    manifest.getLayers().forEach(layer -> layer.getChunks().forEach(chunk -> chunk.setOffset(0L)));
    return manifest;
  }
}
