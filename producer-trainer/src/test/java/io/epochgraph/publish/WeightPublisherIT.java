package io.epochgraph.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Window;
import io.epochgraph.publish.TestTopics.Stored;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.WithCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithCluster.class)
class WeightPublisherIT {

  private static final Duration WAIT = Duration.ofSeconds(30);

  private TestTopics records;
  private PublisherSettings settings;

  @BeforeEach
  void createTopics(LocalCluster cluster) throws InterruptedException {
    var reached = ClusterSettings.of(cluster.bootstrapServers(), cluster.schemaRegistryUrl());
    records = TestTopics.create(reached);
    settings = PublisherSettings.defaults().withTopics(records.topics());
  }

  @Test
  void shouldPublishWeightsThatReadBackByteForByte() throws Exception {
    List<PublishedLayer> layers = differentLayers();
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      var run = publisher.start(Samples.start("run-1"));
      run.epoch(0, layers, Samples.metrics(0), Samples.trainedAt(0));
      assertThat(publisher.close(WAIT)).isEmpty();
      long bytes = layers.stream().mapToLong(PublishedLayer::weightBytes).sum();
      assertThat(publisher.stats()).isEqualTo(new PublisherStats(1, 0, 0, bytes));
      var meters = new SimpleMeterRegistry();
      new PublisherMetrics(publisher).bindTo(meters);
      var epochs = meters.get("epochgraph.publisher.epochs");
      assertThat(epochs.tag("outcome", "published").functionCounter().count()).isEqualTo(1);
      assertThat(meters.get("epochgraph.publisher.sent.bytes").functionCounter().count())
          .isEqualTo((double) bytes);
      assertThat(meters.get("epochgraph.publisher.queued.bytes").gauge().value()).isZero();
    }

    Stored<EpochManifest> manifest = records.read(records.topics().epochs()).getFirst();
    List<Layer> published = manifest.value().getLayers();
    assertThat(manifest.timestamp()).isEqualTo(Samples.trainedAt(0).toEpochMilli());
    assertThat(published).extracting(Layer::getName).containsExactly("conv", "pool", "fc1", "fc2");
    assertThat(published).extracting(Layer::getDtype).containsExactly("F32", "", "F16", "BF16");
    assertThat(published.get(0).getPadding()).containsExactly(1, 1);
    assertThat(published.get(1).getKernel()).containsExactly(2, 2);
    List<Stored<WeightsChunk>> chunks = records.read(records.topics().weights());
    for (int layer = 0; layer < layers.size(); layer++) {
      assertThat(joined(published.get(layer), layer, chunks)).isEqualTo(bytes(layers.get(layer)));
    }
    assertThat(published.get(2).getChunks())
        .extracting(ChunkReference::getRows)
        .containsExactly(256, 256, 88);
    assertThat(published.get(3).getChunks()).as("one row longer than a chunk").hasSize(2);
    assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.key()).isEqualTo("run-1"));
  }

  @Test
  void shouldTakeACopyOfTheWeights() throws Exception {
    var bytes = new byte[2 * 3 * 4];
    var layer = PublishedLayer.of(LayerSpec.linear("fc", 2, 3), DType.F32, ByteBuffer.wrap(bytes));
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      var run = publisher.start(Samples.start("run-1"));
      run.epoch(0, List.of(layer), Samples.metrics(0), Samples.trainedAt(0));
      Arrays.fill(bytes, (byte) 7);
    }

    ByteBuffer stored = records.read(records.topics().weights()).getFirst().value().getData();
    assertThat(bytes(stored)).containsOnly(0);
  }

  @Test
  void shouldSendAnEpochFromWhereItStands() throws Exception {
    List<PublishedLayer> layers = differentLayers();
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      var run = publisher.start(Samples.start("run-1"));
      run.epochInPlace(0, layers, Samples.metrics(0), Samples.trainedAt(0));
      assertThat(manifests()).as("it is sent when the call returns").hasSize(1);
      Samples.publish(run, 1);
    }
    Layer first = manifests().getFirst().getLayers().getFirst();
    List<Stored<WeightsChunk>> chunks = records.read(records.topics().weights());
    assertThat(joined(first, 0, chunks)).isEqualTo(bytes(layers.getFirst()));
    assertThat(manifests()).extracting(EpochManifest::getEpoch).containsExactly(0, 1);
  }

  @Test
  void shouldCopyNoEpochThatIsLargerThanTheWholeQueueWhereItMayWait() throws Exception {
    var layer = Samples.linear("fc", 300, 1024, DType.F32, 1);
    var readers = new HashSet<Thread>();
    var watched =
        PublishedLayer.of(
            layer.spec(),
            layer.dtype(),
            (first, count) -> {
              readers.add(Thread.currentThread());
              return layer.weights().rows(first, count);
            });
    var small = settings.withQueue(2, 1_000_000).withOnFull(OnFull.BLOCK);
    try (var publisher = WeightPublisher.open(records.cluster(), small)) {
      var run = publisher.start(Samples.start("run-1"));
      run.epoch(0, List.of(watched), Samples.metrics(0), Samples.trainedAt(0));
      assertThat(manifests()).hasSize(1);
    }
    assertThat(readers).isNotEmpty().doesNotContain(Thread.currentThread());
  }

  @Test
  void shouldSkipAnEpochThatTheHeapHasNoRoomFor() throws Exception {
    var huge =
        PublishedLayer.of(
            LayerSpec.linear("fc", 2, 3),
            DType.F32,
            (first, count) -> {
              throw new OutOfMemoryError("no room");
            });
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      var run = publisher.start(Samples.start("run-1"));
      assertThat(run.epoch(0, List.of(huge), Samples.metrics(0), Samples.trainedAt(0))).isFalse();
      assertThat(Samples.publish(run, 1)).isTrue();
      assertThat(publisher.close(WAIT)).isEmpty();
      assertThat(publisher.stats().skipped()).isEqualTo(1);
    }
    assertThat(manifests().getFirst().getSkipped().getFirst().getEpoch()).isZero();
  }

  @Test
  void shouldRefuseMoreThanAManifestCanName() {
    var endless =
        PublishedLayer.of(
            LayerSpec.linear("fc", 200_000, 16_384),
            DType.F32,
            (first, count) -> ByteBuffer.allocate(count * 65_536));
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      var run = publisher.start(Samples.start("run-1"));
      assertThatThrownBy(
              () -> run.epochInPlace(0, List.of(endless), Samples.metrics(0), Samples.trainedAt(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("13107200000 bytes in 25000 chunks: want at most 20000 chunks");
    }
  }

  @Test
  void shouldAnnounceTheStartAndTheEnd() throws Exception {
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      var run = publisher.start(Samples.start("run-1"));
      Samples.publish(run, 0);
      run.end(RunEnd.outcome(RunStatus.EARLY_STOPPED, 0.6, 0.5, 4, Samples.trainedAt(4)));
      assertThatThrownBy(() -> Samples.publish(run, 5))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("run-1 has ended");
    }

    List<Run> runs = records.values(records.topics().runs());
    assertThat(runs)
        .extracting(Run::getStatus)
        .containsExactly(RunStatus.RUNNING, RunStatus.EARLY_STOPPED);
    Run end = runs.getLast();
    assertThat(end.getBestValidationAccuracy()).isEqualTo(0.6);
    assertThat(end.getFinalValidationAccuracy()).isEqualTo(0.5);
    assertThat(end.getLastEpoch()).isEqualTo(4);
    assertThat(end.getPlannedEpochs()).isEqualTo(8);
    assertThat(end.getDescriptor()).isEqualTo(Samples.descriptor());
    assertThat(end.getChangedAt()).isEqualTo(Samples.trainedAt(4));
  }

  @Test
  void shouldGoOnFromTheEpochThatAResumedRunNames() throws Exception {
    var resumed =
        new RunStart(
            "run-1",
            2,
            Samples.descriptor(),
            List.of(3, 32, 32),
            8,
            Optional.of(new EpochReference(1, 3)),
            Samples.START);
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      var run = publisher.start(resumed);
      assertThatThrownBy(() -> Samples.publish(run, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("epoch 3: want one above 3");
      Samples.publish(run, 5);
      Samples.publish(run, 6);
    }

    List<EpochManifest> manifests = manifests();
    assertThat(manifests).extracting(EpochManifest::getAttempt).containsExactly(2, 2);
    assertThat(manifests)
        .extracting(EpochManifest::getPrevious)
        .containsExactly(new EpochReference(1, 3), new EpochReference(2, 5));
  }

  @Test
  void shouldRefuseARowThatFitsNoRequest() {
    var wide = Samples.linear("wide", 2, 300_000, DType.F32, 1);
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      var run = publisher.start(Samples.start("run-1"));
      assertThatThrownBy(
              () -> run.epoch(0, List.of(wide), Samples.metrics(0), Samples.trainedAt(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("wide")
          .hasMessageContaining("1200000 bytes in one output row: want at most 1047552");
    }
  }

  @Test
  void shouldSendTheLongestRowThatIsTaken() throws Exception {
    var longest = Samples.linear("long", 1, 1_047_552 / 4, DType.F32, 1);
    String run = "r".repeat(200);
    try (var publisher = WeightPublisher.open(records.cluster(), settings)) {
      var publication = publisher.start(Samples.start(run));
      publication.epoch(0, List.of(longest), Samples.metrics(0), Samples.trainedAt(0));
    }
    assertThat(manifests()).hasSize(1);
  }

  @Test
  void shouldKeepTheOrderOfEachRunWhenSeveralShareAPublisher() throws Exception {
    int runs = 6;
    int epochs = 10;
    var waiting = settings.withOnFull(OnFull.BLOCK);
    try (var publisher = WeightPublisher.open(records.cluster(), waiting);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> trainings =
          IntStream.range(0, runs)
              .<Callable<Void>>mapToObj(i -> () -> train(publisher, "run-" + i, epochs))
              .toList();
      for (Future<Void> training : threads.invokeAll(trainings)) {
        training.get();
      }
      assertThat(publisher.close(WAIT)).isEmpty();
      assertThat(publisher.stats().published()).isEqualTo((long) runs * epochs);
    }

    var byRun = manifests().stream().collect(Collectors.groupingBy(EpochManifest::getRun));
    assertThat(byRun).hasSize(runs);
    byRun
        .values()
        .forEach(
            chain -> {
              assertThat(chain)
                  .extracting(EpochManifest::getEpoch)
                  .containsExactlyElementsOf(IntStream.range(0, epochs).boxed().toList());
              assertThat(chain.stream().skip(1).map(EpochManifest::getPrevious))
                  .extracting(EpochReference::getEpoch)
                  .containsExactlyElementsOf(IntStream.range(0, epochs - 1).boxed().toList());
            });
  }

  @Test
  void shouldGoOnWithANewProducerWhenOneBreaks() throws Exception {
    var config = new ProducerSettings(records.cluster(), settings.deliveryTimeout());
    var made = new ArrayList<Producer<String, SpecificRecord>>();
    var publisher =
        WeightPublisher.open(
            settings,
            config.largestRow(),
            () -> {
              made.add(config.producer());
              return made.getLast();
            });
    try (publisher) {
      var run = publisher.start(Samples.start("run-1"));
      Samples.publish(run, 0);
      Waiting.until(() -> publisher.stats().published() == 1);
      made.getFirst().close();
      Samples.publish(run, 1);
      assertThat(publisher.close(WAIT)).isEmpty();
    }
    assertThat(made).hasSize(2);
    assertThat(manifests()).extracting(EpochManifest::getEpoch).containsExactly(0, 1);
  }

  @Test
  void shouldTakeNothingOnceClosed() throws Exception {
    var publisher = WeightPublisher.open(records.cluster(), settings);
    var run = publisher.start(Samples.start("run-1"));
    publisher.close();
    publisher.close();
    assertThatThrownBy(() -> Samples.publish(run, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the publisher is closed");
  }

  private static Void train(WeightPublisher publisher, String id, int epochs)
      throws InterruptedException {
    var run = publisher.start(Samples.start(id));
    for (int epoch = 0; epoch < epochs; epoch++) {
      assertThat(Samples.publish(run, epoch)).isTrue();
    }
    run.end(RunEnd.outcome(RunStatus.COMPLETED, 0.5, 0.5, epochs - 1, Samples.trainedAt(epochs)));
    return null;
  }

  private List<EpochManifest> manifests() {
    return records.values(records.topics().epochs());
  }

  private static List<PublishedLayer> differentLayers() {
    var kernels = new byte[4 * 3 * 3 * 3 * 4];
    for (int i = 0; i < kernels.length; i++) {
      kernels[i] = (byte) i;
    }
    var two = List.of(2, 2);
    return List.of(
        PublishedLayer.of(
            LayerSpec.convolution("conv", 4, 3, 3, 3)
                .sliding(Window.of(two, List.of(1, 1), List.of())),
            DType.F32,
            ByteBuffer.wrap(kernels)),
        PublishedLayer.weightless(
            LayerSpec.pooling("pool").sliding(Window.pooling(two, two, List.of()))),
        Samples.linear("fc1", 600, 1024, DType.F16, 1),
        Samples.linear("fc2", 2, 300_000, DType.BF16, 2));
  }

  /** The layer's bytes, put together from the chunks that the manifest names. */
  private static byte[] joined(Layer layer, int index, List<Stored<WeightsChunk>> chunks)
      throws Exception {
    int rows = layer.getWeightShape().isEmpty() ? 0 : layer.getWeightShape().getFirst();
    var whole = new ByteArrayOutputStream();
    int row = 0;
    int number = 0;
    for (ChunkReference reference : layer.getChunks()) {
      Stored<WeightsChunk> stored =
          chunks.stream()
              .filter(chunk -> chunk.partition() == reference.getPartition())
              .filter(chunk -> chunk.offset() == reference.getOffset())
              .findFirst()
              .orElseThrow();
      byte[] data = bytes(stored.value().getData());
      assertThat(stored.value().getLayer()).isEqualTo(index);
      assertThat(stored.value().getChunk()).isEqualTo(number++);
      assertThat(MessageDigest.getInstance("SHA-256").digest(data))
          .isEqualTo(reference.getDigest().bytes());
      assertThat(data.length == 600_000 || data.length <= 512 << 10).isTrue();
      assertThat(reference.getFirstRow()).isEqualTo(row);
      row += reference.getRows();
      whole.write(data);
    }
    assertThat(row).isEqualTo(rows);
    return whole.toByteArray();
  }

  private static byte[] bytes(PublishedLayer layer) {
    int rows = layer.spec().rows();
    return rows == 0 ? new byte[0] : bytes(layer.weights().rows(0, rows));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
