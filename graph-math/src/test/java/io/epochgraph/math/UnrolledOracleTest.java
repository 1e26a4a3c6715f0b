package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against figures computed with NetworkX, NumPy and SciPy. */
class UnrolledOracleTest {
  private static final double RELATIVE = 1e-9;

  @ParameterizedTest
  @EnumSource(Part.class)
  void shouldCountNodesAndEdges(Part part) {
    assertThat(graph(part).nodes()).isEqualTo(expected(part).get("nodes").asInt());
    assertThat(graph(part).edges()).isEqualTo(expected(part).get("edges").asLong());
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void shouldMatchDegrees(Part part) {
    double[] degrees = WeightedDegree.of(graph(part));
    assertFirst(degrees, expected(part).get("degree_first10"));
    assertAggregates(Aggregates.of(degrees), expected(part).get("degree"));
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void shouldMatchEigenvectorCentrality(Part part) {
    Centrality centrality = EigenvectorCentrality.of(graph(part));
    JsonNode expected = expected(part);
    assertThat(centrality.converged()).isTrue();
    assertClose("lambda_max", centrality.lambdaMax(), expected.get("lambda_max").asDouble());
    assertFirst(centrality.values(), expected.get("eigenvector_first10"));
    assertAggregates(Aggregates.of(centrality.values()), expected.get("eigenvector"));
  }

  private static UnrolledGraph graph(Part part) {
    Map<String, float[]> tensors = Oracles.tensors("tiny.safetensors");
    List<Integer> two = List.of(2, 2);
    Network network =
        Network.of(
            List.of(
                LayerSpec.convolution("conv1", 3, 2, 3, 3)
                    .sliding(Window.of(List.of(), List.of(1, 1), List.of())),
                LayerSpec.pooling("pool1").sliding(Window.pooling(two, two, List.of())),
                LayerSpec.linear("fc1", 5, 27)));
    return UnrolledGraph.Builder.of(network, Shortcuts.LEFT_OUT, 2, 6, 6)
        .rows(0, 0, 3, tensors.get("conv1.weight"))
        .rows(2, 0, 5, tensors.get("fc1.weight"))
        .build()
        .part(part);
  }

  private static JsonNode expected(Part part) {
    String name = part == Part.ALL ? "all" : part.name().substring(0, 3).toLowerCase(Locale.ROOT);
    return Oracles.json("expected.json").get("tiny.safetensors").get("unrolled").get(name);
  }

  private static void assertFirst(double[] actual, JsonNode first) {
    assertThat(first.size()).isEqualTo(10);
    for (int i = 0; i < first.size(); i++) {
      assertClose("node " + i, actual[i], first.get(i).asDouble());
    }
  }

  private static void assertAggregates(Aggregates actual, JsonNode figures) {
    assertThat(figures.size()).isEqualTo(Aggregates.COUNT);
    assertClose("median", actual.median(), figures.get("median").asDouble());
    assertClose("mean", actual.mean(), figures.get("mean").asDouble());
    assertClose("std", actual.std(), figures.get("std").asDouble());
    assertClose("skewness", actual.skewness(), figures.get("skewness").asDouble());
    assertClose("kurtosis", actual.kurtosis(), figures.get("kurtosis").asDouble());
  }

  private static void assertClose(String what, double actual, double figure) {
    assertThat(actual).as(what).isCloseTo(figure, within(RELATIVE * Math.abs(figure)));
  }
}
