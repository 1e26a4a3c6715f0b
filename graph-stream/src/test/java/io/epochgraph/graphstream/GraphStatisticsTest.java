package io.epochgraph.graphstream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.FiveAggregates;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.LayerAggregates;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageDriver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphStatisticsTest {

  private static final double RELATIVE = 1e-9;

  private final ChunksInMemory chunks = new ChunksInMemory();
  private final StageDriver stage =
      StageDriver.of(
          new Stage(
              "graph-stream",
              (builder, settings) -> GraphStreamTopology.build(builder, settings, () -> chunks)));

  @AfterEach
  void close() {
    stage.close();
  }

  /** Figures computed with NetworkX, NumPy and SciPy. */
  @ParameterizedTest
  @ValueSource(strings = {"lenet-epoch1.safetensors", "lenet-epoch5.safetensors"})
  void shouldGiveTheOraclesFigures(String file) throws IOException {
    JsonNode expected =
        new ObjectMapper().readTree(resource("expected.json")).get(file).get("rolled");
    GraphStatistics statistics = statistics(lenet(file));

    assertThat(statistics.getNodes()).isEqualTo(expected.get("nodes").asLong());
    assertThat(statistics.getEdges()).isEqualTo(expected.get("edges").asLong());
    assertThat(statistics.getDiverged()).isFalse();
    FeatureStatistics degree = statistics.getFeatures().get(0);
    FeatureStatistics eigenvector = statistics.getFeatures().get(1);
    assertFigures(degree, "degree", expected);
    assertFigures(eigenvector, "eigenvector", expected);
    assertThat(degree.getConvergence()).isNull();
    assertThat(eigenvector.getConvergence().getConverged()).isTrue();
    assertThat(eigenvector.getConvergence().getLambdaMax())
        .isCloseTo(expected.get("lambda_max").asDouble(), within(1e-8));
    assertThat(degree.getLayers())
        .extracting(LayerAggregates::getLayer)
        .containsExactly("input", "conv1", "conv2", "fc1", "fc2", "fc3");
    assertThat(degree.getLayers())
        .extracting(LayerAggregates::getNodes)
        .containsExactly(3, 6, 16, 120, 84, 10);
    double[] input = first(expected.get("degree_first10")).limit(3).toArray();
    assertThat(degree.getLayers().getFirst().getAggregates().getMean())
        .isCloseTo(Arrays.stream(input).average().orElseThrow(), within(1e-8));
  }

  @Test
  void shouldCarryWhatTheManifestSays() {
    EpochManifest manifest = Epochs.of(2, 3, 1, chunks::add);
    stage.send(TOPICS.epochs(), Epochs.RUN, manifest);
    var record = stage.records(TOPICS.graphStatistics()).getFirst();
    assertThat(record.key()).isEqualTo(Epochs.RUN);
    assertThat(record.getRecordTime()).isEqualTo(manifest.getTrainedAt());
    GraphStatistics statistics = record.value();
    assertThat(statistics.getRun()).isEqualTo(Epochs.RUN);
    assertThat(statistics.getAttempt()).isEqualTo(2);
    assertThat(statistics.getEpoch()).isEqualTo(3);
    assertThat(statistics.getPrevious()).isEqualTo(manifest.getPrevious());
    assertThat(statistics.getDescriptor()).isEqualTo(manifest.getDescriptor());
    assertThat(statistics.getMetrics()).isEqualTo(manifest.getMetrics());
    assertThat(statistics.getDigest()).isEqualTo(EpochDigest.of(manifest));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldSayThatARunHasDiverged(float bad) {
    GraphStatistics statistics =
        statistics(
            Epochs.network(
                1,
                "F32",
                List.of(new int[] {2, 2}, new int[] {1, 2}),
                List.of(Epochs.f32(1, 2, 3, 4), Epochs.f32(1, bad)),
                chunks));
    assertThat(statistics.getDiverged()).isTrue();
    assertThat(statistics.getFeatures()).hasSize(2);
    for (FeatureStatistics feature : statistics.getFeatures()) {
      assertThat(values(feature.getWhole())).containsOnly(Double.NaN);
      assertThat(feature.getLayers()).hasSize(3);
      assertThat(feature.getConvergence()).isNull();
    }
  }

  /** Degrees of a [1, 2] layer: |a|, |b|, |a| + |b|. */
  @ParameterizedTest
  @ValueSource(strings = {"F32", "F16", "BF16"})
  void shouldReadEachType(String dtype) {
    float a = -1.5f;
    float b = 0.25f;
    ByteBuffer data =
        switch (dtype) {
          case "F16" -> Epochs.halves(Float.floatToFloat16(a), Float.floatToFloat16(b));
          case "BF16" -> Epochs.halves(upperHalf(a), upperHalf(b));
          default -> Epochs.f32(a, b);
        };
    GraphStatistics statistics =
        statistics(Epochs.network(0, dtype, List.of(new int[] {1, 2}), List.of(data), chunks));
    FiveAggregates degree = statistics.getFeatures().getFirst().getWhole();
    assertThat(degree.getMedian()).isEqualTo(1.5);
    assertThat(degree.getMean()).isCloseTo(3.5 / 3, within(1e-15));
    double eigenvectorSum = 0.5 * Math.sqrt(2) * (1 + 1.75 / Math.hypot(1.5, 0.25));
    assertThat(statistics.getFeatures().getLast().getWhole().getMean())
        .isCloseTo(eigenvectorSum / 3, within(1e-7));
  }

  @Test
  void shouldTakeALayerInSeveralChunks() {
    List<ChunkReference> references = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      var chunk = new WeightsChunk(Epochs.RUN, 0, 0, 0, i, Epochs.f32(i + 1));
      references.add(Epochs.reference(chunk, i, 1, chunks::add));
    }
    Layer layer = Epochs.withChunks(Epochs.linear("fc", 3, 1), references);
    GraphStatistics statistics = statistics(Epochs.manifest(Epochs.RUN, 0, 0, List.of(layer)));
    FiveAggregates degree = statistics.getFeatures().getFirst().getWhole();
    assertThat(degree.getMedian()).isEqualTo(2.5);
    assertThat(degree.getMean()).isEqualTo(3);
  }

  @Test
  void shouldTakeANetworkWhoseWeightsAreAllZero() {
    GraphStatistics statistics =
        statistics(
            Epochs.network(
                0,
                "F32",
                List.of(new int[] {2, 2}, new int[] {1, 2}),
                List.of(Epochs.f32(new float[4]), Epochs.f32(new float[2])),
                chunks));
    assertThat(statistics.getDiverged()).isFalse();
    assertThat(values(statistics.getFeatures().getFirst().getWhole())).containsOnly(0);
    assertThat(values(statistics.getFeatures().getLast().getWhole())).doesNotContain(Double.NaN);
  }

  @Test
  void shouldTakeTheLargestWeights() {
    GraphStatistics statistics =
        statistics(
            Epochs.network(
                0,
                "F32",
                List.of(new int[] {1, 1, 2, 2}, new int[] {2, 1}),
                List.of(
                    Epochs.f32(3e38f, 3e38f, 3e38f, 3e38f),
                    Epochs.f32(Float.MAX_VALUE, Float.MIN_VALUE)),
                chunks));
    assertThat(statistics.getFeatures()).hasSize(2);
    assertThat(stage.deadLetters()).isEmpty();
  }

  private GraphStatistics statistics(EpochManifest manifest) {
    stage.send(TOPICS.epochs(), manifest.getRun(), manifest);
    assertThat(stage.deadLetters()).isEmpty();
    List<GraphStatistics> statistics = stage.values(TOPICS.graphStatistics());
    assertThat(statistics).hasSize(1);
    return statistics.getFirst();
  }

  private EpochManifest lenet(String file) throws IOException {
    ByteBuffer data = ByteBuffer.wrap(resource(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[Math.toIntExact(data.getLong())];
    data.get(header);
    int start = data.position();
    JsonNode tensors = new ObjectMapper().readTree(new String(header, StandardCharsets.UTF_8));
    var layers = new ArrayList<Layer>();
    for (String name : List.of("conv1", "pool1", "conv2", "pool2", "fc1", "fc2", "fc3")) {
      JsonNode tensor = tensors.get(name + ".weight");
      if (tensor == null) {
        layers.add(Layer.newBuilder().setName(name).setKind("pooling").build());
        continue;
      }
      List<Integer> shape = new ArrayList<>();
      tensor.get("shape").forEach(size -> shape.add(size.asInt()));
      int from = start + tensor.get("data_offsets").get(0).asInt();
      int to = start + tensor.get("data_offsets").get(1).asInt();
      ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOfRange(data.array(), from, to));
      var chunk = new WeightsChunk(Epochs.RUN, 0, 1, layers.size(), 0, bytes);
      Layer layer =
          Layer.newBuilder(Epochs.linear(name, 1, 1))
              .setKind(shape.size() == 4 ? "convolution" : "linear")
              .setWeightShape(shape)
              .build();
      layers.add(
          Epochs.withChunks(
              layer, List.of(Epochs.reference(chunk, 0, shape.getFirst(), chunks::add))));
    }
    return Epochs.manifest(Epochs.RUN, 0, 1, layers);
  }

  private static void assertFigures(FeatureStatistics feature, String name, JsonNode expected) {
    assertThat(feature.getRepresentation()).isEqualTo("rolled");
    assertThat(feature.getFeature()).isEqualTo(name);
    JsonNode figures = expected.get(name);
    double[] wanted =
        DoubleStream.of(
                figures.get("median").asDouble(),
                figures.get("mean").asDouble(),
                figures.get("std").asDouble(),
                figures.get("skewness").asDouble(),
                figures.get("kurtosis").asDouble())
            .toArray();
    double[] actual = values(feature.getWhole());
    for (int i = 0; i < wanted.length; i++) {
      assertThat(actual[i]).isCloseTo(wanted[i], within(RELATIVE * Math.abs(wanted[i])));
    }
  }

  private static DoubleStream first(JsonNode values) {
    List<Double> list = new ArrayList<>();
    values.forEach(value -> list.add(value.asDouble()));
    return list.stream().mapToDouble(Double::doubleValue);
  }

  private static double[] values(FiveAggregates of) {
    return new double[] {
      of.getMedian(), of.getMean(), of.getStd(), of.getSkewness(), of.getKurtosis()
    };
  }

  private static short upperHalf(float value) {
    return (short) (Float.floatToRawIntBits(value) >>> 16);
  }

  private static byte[] resource(String file) throws IOException {
    try (InputStream in = GraphStatisticsTest.class.getResourceAsStream("/oracles/" + file)) {
      return in.readAllBytes();
    }
  }
}
