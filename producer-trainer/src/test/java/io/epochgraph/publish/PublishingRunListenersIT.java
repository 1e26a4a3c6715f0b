package io.epochgraph.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.publish.TestTopics.Stored;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.WithCluster;
import io.epochgraph.trainer.EpochMetrics;
import io.epochgraph.trainer.RunListener;
import io.epochgraph.trainer.RunOutcome;
import io.epochgraph.trainer.RunSettings;
import io.epochgraph.trainer.SweepListener;
import io.epochgraph.trainer.SweepRunner;
import io.epochgraph.trainer.TrainingRun;
import io.epochgraph.trainer.WorkerSettings;
import io.epochgraph.trainer.data.DatasetSettings;
import io.epochgraph.trainer.data.Datasets;
import io.epochgraph.trainer.data.GeneratedImages;
import io.epochgraph.trainer.network.LayerWeights;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes that train and publish. */
@ExtendWith(WithCluster.class)
class PublishingRunListenersIT {

  private static final int EPOCHS = 2;

  @TempDir private Path data;

  @Test
  void shouldPublishWhatWorkersTrain(LocalCluster cluster) throws Exception {
    var reached = ClusterSettings.of(cluster.bootstrapServers(), cluster.schemaRegistryUrl());
    TestTopics records = TestTopics.create(reached);
    GeneratedImages.writeFashionMnist(data, GeneratedImages.dataset(200, 50, 28));
    var dataset = DatasetSettings.of(Datasets.FASHION_MNIST, data, 0, 1);
    var client = new HashMap<>(reached.toProperties());
    client.put(PublishingRunListeners.TOPIC_PREFIX, records.topics().prefix());
    client.put(PublishingRunListeners.ON_FULL, "block");
    var worker = new WorkerSettings(dataset, PublishingRunListeners.class.getName(), client);
    try (var sweep = new SweepRunner(worker, 2)) {
      var outcomes =
          sweep.run(List.of(settings("run-1"), settings("run-2")), new SweepListener() {});
      assertThat(outcomes.values())
          .allMatch(outcome -> outcome.status() == RunOutcome.Status.COMPLETED);
    }

    Map<String, List<EpochManifest>> manifests =
        records.values(records.topics().epochs()).stream()
            .collect(Collectors.groupingBy(EpochManifest::getRun));
    assertThat(manifests).containsOnlyKeys("run-1", "run-2");
    assertThat(manifests.get("run-1")).extracting(EpochManifest::getEpoch).containsExactly(0, 1, 2);
    var here = new LastWeights();
    new TrainingRun(Datasets.load(dataset), settings("run-1")).train(here);
    checkLast(manifests.get("run-1").getLast(), records, here);
    List<Run> runs =
        records.values(records.topics().runs()).stream()
            .filter(run -> run.getRun().equals("run-1"))
            .toList();
    assertThat(runs)
        .extracting(Run::getStatus)
        .containsExactly(RunStatus.RUNNING, RunStatus.COMPLETED);
    assertThat(runs.getLast().getBestValidationAccuracy()).isEqualTo(here.outcome.bestAccuracy());
    assertThat(runs.getLast().getLastEpoch()).isEqualTo(EPOCHS);
  }

  private static void checkLast(EpochManifest last, TestTopics records, LastWeights here) {
    RunDescriptor descriptor = last.getDescriptor();
    assertThat(descriptor.getNetwork()).isEqualTo("lenet5");
    assertThat(descriptor.getDataset()).isEqualTo("fashion-mnist");
    assertThat(descriptor.getSweep()).isEqualTo("sweep");
    assertThat(descriptor.getHyperparameters().getLearningRate()).isEqualTo(0.05);
    assertThat(descriptor.getHyperparameters().getOthers())
        .containsEntry("seed", "7")
        .containsEntry("trainingImages", "200");
    assertThat(last.getMetrics().getTrainLoss()).isEqualTo(here.metrics.trainingLoss());
    assertThat(last.getMetrics().getValidationAccuracy())
        .isEqualTo(here.metrics.validationAccuracy());
    assertThat(last.getInputShape()).containsExactly(1, 32, 32);
    List<Stored<WeightsChunk>> chunks = records.read(records.topics().weights());
    List<ByteBuffer> published =
        last.getLayers().stream().flatMap(layer -> data(layer, chunks)).toList();
    assertThat(published)
        .isEqualTo(
            here.layers.stream()
                .map(LayerWeights::bytes)
                .filter(bytes -> bytes.length > 0)
                .map(ByteBuffer::wrap)
                .toList());
  }

  private static Stream<ByteBuffer> data(Layer layer, List<Stored<WeightsChunk>> chunks) {
    return layer.getChunks().stream()
        .flatMap(
            reference ->
                chunks.stream()
                    .filter(chunk -> chunk.partition() == reference.getPartition())
                    .filter(chunk -> chunk.offset() == reference.getOffset())
                    .map(chunk -> chunk.value().getData()));
  }

  private static RunSettings settings(String run) {
    return new RunSettings(run, "sweep", "lenet5", 0.05, 0, 0.2, 20, EPOCHS, 0, 7);
  }

  private static final class LastWeights implements RunListener {
    private List<LayerWeights> layers;
    private EpochMetrics metrics;
    private RunOutcome outcome;

    @Override
    public void started(io.epochgraph.trainer.RunStart run) {}

    @Override
    public void epoch(int epoch, List<LayerWeights> weights, EpochMetrics measured) {
      layers = weights;
      metrics = measured;
    }

    @Override
    public void ended(RunOutcome end) {
      outcome = end;
    }
  }
}
