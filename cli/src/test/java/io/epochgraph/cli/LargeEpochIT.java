package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.FiveAggregates;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.graphstream.GraphStreamMain;
import io.epochgraph.local.ChildJvm;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.math.Aggregates;
import io.epochgraph.math.DType;
import io.epochgraph.math.EigenvectorCentrality;
import io.epochgraph.math.Feature;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import io.epochgraph.math.NodeFeature;
import io.epochgraph.math.RolledGraph;
import io.epochgraph.math.Shortcuts;
import io.epochgraph.networks.InitialWeights;
import io.epochgraph.networks.Networks;
import io.epochgraph.publish.PublishedLayer;
import io.epochgraph.publish.RunStart;
import io.epochgraph.schemas.WithCluster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Epochs of some 100 MB through a graph-stream whose heap could not hold them. */
@ExtendWith(WithCluster.class)
class LargeEpochIT {

  private static final Instant TRAINED = Instant.parse("2026-03-01T12:00:00Z");
  private static final long MEGABYTE = 1 << 20;

  @TempDir private Path directory;

  @Test
  void shouldReadResnet50InAHeapThatHoldsItsGraphAndNotItsWeights(LocalCluster cluster)
      throws Exception {
    List<LayerSpec> layers = Networks.describe("resnet50", 3, 64, 64, 100, 0).geometry();
    shouldGiveTheStatisticsOfTheArrays(cluster, layers, 152);
  }

  @Test
  void shouldReadALayerThatIsLargerThanTheHeap(LocalCluster cluster) throws Exception {
    List<LayerSpec> layers =
        List.of(
            LayerSpec.convolution("conv", 512, 3, 3, 3),
            LayerSpec.linear("fc6", 1024, 512 * 49),
            LayerSpec.linear("fc7", 100, 1024));
    shouldGiveTheStatisticsOfTheArrays(cluster, layers, 80);
  }

  private void shouldGiveTheStatisticsOfTheArrays(
      LocalCluster cluster, List<LayerSpec> layers, int heap) throws Exception {
    var network = Network.of(layers);
    List<float[]> weights = InitialWeights.of(network, 1);
    long weightBytes = layers.stream().mapToLong(LayerSpec::weights).sum() * Float.BYTES;
    long graphBytes = RolledGraph.Builder.bytes(network, Shortcuts.LEFT_OUT);
    assertThat(weightBytes).isGreaterThan(90 * MEGABYTE);
    assertThat(weightBytes + graphBytes).isGreaterThan(heap * MEGABYTE);

    try (var pipeline = Pipeline.create(cluster, directory);
        var stage = graphStream(pipeline, heap);
        var publisher = pipeline.publisher()) {
      var run =
          publisher.start(
              RunStart.first(
                  "large",
                  new RunDescriptor(
                      "made", "none", null, new Hyperparameters(0.1, 0.0, 32, "sgd", Map.of())),
                  List.of(3, 64, 64),
                  2,
                  TRAINED));
      for (int epoch = 0; epoch < 2; epoch++) {
        var metrics = new Metrics(null, null, 0.5, 0.1, 1.0);
        run.epochInPlace(epoch, published(layers, weights), metrics, TRAINED.plusSeconds(epoch));
      }
      pipeline.records().await(pipeline.topics().graphStatistics(), 2);
      assertThat(stage.isAlive()).isTrue();

      List<GraphStatistics> statistics =
          pipeline.records().values(pipeline.topics().graphStatistics());
      assertThat(statistics).extracting(GraphStatistics::getEpoch).containsExactly(0, 1);
      RolledGraph graph = graph(network, weights);
      for (GraphStatistics found : statistics) {
        assertThat(found.getEdges()).isEqualTo(graph.edges());
        assertThat(found.getFeatures()).extracting(FeatureStatistics::getFeature).hasSize(2);
        for (FeatureStatistics feature : found.getFeatures()) {
          assertThat(feature.getWhole())
              .as(feature.getFeature())
              .isEqualTo(expected(graph, feature.getFeature()));
        }
      }
    }
  }

  private ChildJvm graphStream(Pipeline pipeline, int heap) throws IOException {
    Path properties = directory.resolve("graph-stream.properties");
    Files.writeString(
        properties,
        """
        bootstrap.servers=%s
        schema.registry.url=%s
        state.dir=%s
        epochgraph.topic.prefix=%s
        epochgraph.application.prefix=%s
        epochgraph.graph.max.megabytes=100
        """
            .formatted(
                pipeline.cluster().bootstrapServers(),
                pipeline.cluster().schemaRegistryUrl(),
                directory.resolve("state"),
                pipeline.topics().prefix(),
                pipeline.topics().prefix()));
    return ChildJvm.start(
        "graph-stream",
        directory,
        System.getProperty("java.class.path"),
        List.of("-Xmx" + heap + "m", "-XX:+ExitOnOutOfMemoryError"),
        GraphStreamMain.class,
        List.of(properties.toString()));
  }

  private static List<PublishedLayer> published(List<LayerSpec> layers, List<float[]> weights) {
    var published = new ArrayList<PublishedLayer>();
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      float[] values = weights.get(i);
      published.add(
          layer.kind().hasWeights()
              ? PublishedLayer.of(
                  layer, DType.F32, (first, count) -> rows(values, layer.rowLength(), first, count))
              : PublishedLayer.weightless(layer));
    }
    return published;
  }

  private static ByteBuffer rows(float[] values, int rowLength, int first, int count) {
    ByteBuffer bytes =
        ByteBuffer.allocate(count * rowLength * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values, first * rowLength, count * rowLength);
    return bytes;
  }

  private static RolledGraph graph(Network network, List<float[]> weights) {
    var builder = RolledGraph.Builder.of(network, Shortcuts.LEFT_OUT);
    for (int layer = 0; layer < weights.size(); layer++) {
      if (builder.wants(layer)) {
        builder.rows(layer, 0, network.layers().get(layer).rows(), weights.get(layer));
      }
    }
    return builder.build();
  }

  private static FiveAggregates expected(RolledGraph graph, String feature) {
    var nodes = NodeFeature.of(graph, Feature.of(feature), EigenvectorCentrality.Settings.DEFAULT);
    Aggregates of = nodes.whole();
    return new FiveAggregates(of.median(), of.mean(), of.std(), of.skewness(), of.kurtosis());
  }
}
