package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Against figures computed with NetworkX, NumPy and SciPy. */
@ParameterizedClass
@ValueSource(strings = {"lenet-epoch1.safetensors", "lenet-epoch5.safetensors", "tiny.safetensors"})
class RolledOracleTest {
  private static final double RELATIVE = 1e-9;

  private final RolledGraph graph;
  private final JsonNode expected;

  RolledOracleTest(String file) {
    graph = file.startsWith("tiny") ? Oracles.tiny() : Oracles.lenet(file);
    expected = Oracles.json("expected.json").get(file).get("rolled");
  }

  @Test
  void shouldCountNodesAndEdges() {
    assertThat(graph.nodes()).isEqualTo(expected.get("nodes").asInt());
    assertThat(graph.edges()).isEqualTo(expected.get("edges").asLong());
  }

  @Test
  void shouldMatchDegrees() {
    double[] degrees = WeightedDegree.of(graph);
    assertFirst(degrees, expected.get("degree_first10"));
    assertAggregates(Aggregates.of(degrees), expected.get("degree"));
  }

  @Test
  void shouldMatchEigenvectorCentrality() {
    Centrality centrality = EigenvectorCentrality.of(graph);
    assertThat(centrality.converged()).isTrue();
    assertClose("lambda_max", centrality.lambdaMax(), expected.get("lambda_max").asDouble());
    assertFirst(centrality.values(), expected.get("eigenvector_first10"));
    assertAggregates(Aggregates.of(centrality.values()), expected.get("eigenvector"));
  }

  private static void assertFirst(double[] actual, JsonNode first) {
    assertThat(first.size()).isPositive();
    for (int i = 0; i < first.size(); i++) {
      assertClose("node " + i, actual[i], first.get(i).asDouble());
    }
  }

  private static void assertAggregates(Aggregates actual, JsonNode figures) {
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
