package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against figures computed with NetworkX, NumPy and SciPy. */
class RolledOracleTest {
  private static final double RELATIVE = 1e-9;

  private record Case(String file, RolledGraph graph, JsonNode expected) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Case> cases() {
    return Stream.of("lenet-epoch1.safetensors", "lenet-epoch5.safetensors", "tiny.safetensors")
        .map(
            file ->
                new Case(
                    file,
                    file.startsWith("tiny") ? Oracles.tiny() : Oracles.lenet(file),
                    Oracles.json("expected.json").get(file).get("rolled")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldCountNodesAndEdges(Case oracle) {
    assertThat(oracle.graph().nodes()).isEqualTo(oracle.expected().get("nodes").asInt());
    assertThat(oracle.graph().edges()).isEqualTo(oracle.expected().get("edges").asLong());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldMatchDegrees(Case oracle) {
    double[] degrees = WeightedDegree.of(oracle.graph());
    assertFirst(degrees, oracle.expected().get("degree_first10"));
    assertAggregates(Aggregates.of(degrees), oracle.expected().get("degree"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldMatchEigenvectorCentrality(Case oracle) {
    JsonNode expected = oracle.expected();
    Centrality centrality = EigenvectorCentrality.of(oracle.graph());
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
