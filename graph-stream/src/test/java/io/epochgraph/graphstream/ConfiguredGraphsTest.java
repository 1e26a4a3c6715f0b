package io.epochgraph.graphstream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.GraphSize;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageDriver;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What settings make of graph-stream: representations, features and shortcuts. */
class ConfiguredGraphsTest {

  private final ChunksInMemory chunks = new ChunksInMemory();
  private StageDriver stage;

  private StageDriver stage(Map<String, String> options) {
    stage =
        StageDriver.of(
            new Stage(
                "graph-stream",
                (builder, settings) -> GraphStreamTopology.build(builder, settings, () -> chunks)),
            options);
    return stage;
  }

  @AfterEach
  void close() {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void shouldComputeEveryConfiguredGraphAndFeature() {
    stage(Map.of("epochgraph.graph.representations", "rolled, unrolled-pos-neg,unrolled"));
    GraphStatistics statistics = statistics(network(List.of(1, 4, 4)));

    assertThat(statistics.getGraphs())
        .containsExactly(
            new GraphSize("rolled", 1L + 2 + 2, 2L + 4),
            new GraphSize("unrolled", 16L + 18 + 2, 2L * 9 * 4 + 36),
            new GraphSize("unrolled-positive", 36L, 9L * 4 + 18),
            new GraphSize("unrolled-negative", 36L, 9L * 4 + 18));
    assertThat(statistics.getNodes()).isEqualTo(5);
    assertThat(statistics.getEdges()).isEqualTo(6);
    assertThat(statistics.getFeatures())
        .extracting(FeatureStatistics::getRepresentation, FeatureStatistics::getFeature)
        .extracting(Object::toString)
        .containsExactly(
            "(\"rolled\", \"degree\")",
            "(\"rolled\", \"eigenvector\")",
            "(\"unrolled\", \"degree\")",
            "(\"unrolled\", \"eigenvector\")",
            "(\"unrolled-positive\", \"degree\")",
            "(\"unrolled-positive\", \"eigenvector\")",
            "(\"unrolled-negative\", \"degree\")",
            "(\"unrolled-negative\", \"eigenvector\")");
    // one filter of ones and one of minus ones: degrees cancel in the whole, not in the parts
    assertThat(statistics.getFeatures().get(2).getWhole().getMean()).isZero();
    assertThat(statistics.getFeatures().get(4).getWhole().getMean()).isPositive();
    assertThat(statistics.getFeatures().get(6).getWhole().getMean()).isNegative();
  }

  @Test
  void shouldComputeOneFeatureWhereOneIsWanted() {
    stage(Map.of("epochgraph.graph.features", "eigenvector"));
    assertThat(statistics(network(List.of(1, 4, 4))).getFeatures())
        .extracting(FeatureStatistics::getFeature)
        .containsExactly("eigenvector");
  }

  @Test
  void shouldKeepShortcutsWhereTold() {
    stage(Map.of());
    EpochManifest residual = network(List.of(1, 4, 4));
    Layer identity =
        Layer.newBuilder()
            .setName("skip")
            .setKind("identity")
            .setPredecessors(List.of("conv"))
            .setAddsTo("fc")
            .setShortcut(true)
            .build();
    EpochManifest manifest =
        EpochManifest.newBuilder(residual)
            .setLayers(List.of(residual.getLayers().get(0), residual.getLayers().get(1), identity))
            .build();
    assertThat(statistics(manifest).getEdges()).isEqualTo(6);
    close();
    stage(Map.of("epochgraph.graph.shortcuts", "kept"));
    assertThat(statistics(manifest).getEdges()).isEqualTo(8);
  }

  @Test
  void shouldWantTheInputsShapeForUnrolledGraphs() {
    stage(Map.of("epochgraph.graph.representations", "unrolled"));
    stage.send(TOPICS.epochs(), Epochs.RUN, network(List.of()));
    stage.send(TOPICS.epochs(), Epochs.RUN, network(List.of(1, 5, 4)));
    assertThat(stage.deadLetters())
        .extracting(letter -> letter.getCode() + " " + letter.getReason())
        .satisfiesExactly(
            first -> assertThat(first).contains("INVALID", "input's shape is unknown"),
            second -> assertThat(second).contains("INVALID", "'fc'"));
  }

  @Test
  void shouldNameWhatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stage(Map.of("epochgraph.graph.representations", "rolled,curled")))
        .withMessageContaining("'curled'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stage(Map.of("epochgraph.graph.features", "size")))
        .withMessageContaining("'size'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stage(Map.of("epochgraph.graph.shortcuts", "maybe")))
        .withMessageContaining("'maybe'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stage(Map.of("epochgraph.graph.features", ",")))
        .withMessageContaining("at least one");
  }

  private GraphStatistics statistics(EpochManifest manifest) {
    stage.send(TOPICS.epochs(), manifest.getRun(), manifest);
    assertThat(stage.deadLetters()).isEmpty();
    return stage.<GraphStatistics>values(TOPICS.graphStatistics()).getFirst();
  }

  /** A 2×2 convolution of ones and of minus ones on a 4×4 image, then a linear layer alike. */
  private EpochManifest network(List<Integer> input) {
    ByteBuffer kernels = Epochs.f32(1, 1, 1, 1, -1, -1, -1, -1);
    float[] weights = new float[36];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i < 18 ? 1 : -1;
    }
    Layer conv =
        Layer.newBuilder()
            .setName("conv")
            .setKind("convolution")
            .setWeightShape(List.of(2, 1, 2, 2))
            .setDtype("F32")
            .build();
    return EpochManifest.newBuilder(
            Epochs.manifest(
                Epochs.RUN,
                0,
                0,
                List.of(
                    inOneChunk(conv, 0, kernels),
                    inOneChunk(Epochs.linear("fc", 2, 18), 1, Epochs.f32(weights)))))
        .setInputShape(input)
        .build();
  }

  private Layer inOneChunk(Layer layer, int index, ByteBuffer data) {
    var chunk = new WeightsChunk(Epochs.RUN, 0, 0, index, 0, data);
    return Epochs.withChunks(layer, List.of(Epochs.reference(chunk, 0, 2, chunks::add)));
  }
}
