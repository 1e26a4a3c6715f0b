package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnrolledGraphTest {
  private static final Network PADDED =
      Network.of(
          List.of(
              LayerSpec.convolution("conv", 1, 1, 3)
                  .sliding(Window.of(List.of(), List.of(1), List.of())),
              LayerSpec.pooling("pool").sliding(Window.pooling(List.of(2), List.of(2), List.of())),
              LayerSpec.linear("fc", 1, 2)));

  private static UnrolledGraph.Builder builder() {
    return UnrolledGraph.Builder.of(PADDED, Shortcuts.LEFT_OUT, 1, 4);
  }

  private static UnrolledGraph graph() {
    return builder()
        .rows(0, 0, 1, new float[] {2, -3, 0})
        .rows(2, 0, 1, new float[] {-7, 5})
        .build();
  }

  @Test
  void shouldJoinPositions() {
    UnrolledGraph graph = graph();
    assertThat(graph.layers())
        .containsExactly(
            new NodeLayer("input", 0, 4),
            new NodeLayer("conv", 4, 4),
            new NodeLayer("pool", 8, 2),
            new NodeLayer("fc", 10, 1));
    assertThat(graph.edges()).isEqualTo(10 + 4 + 2);
    assertThat(graph.edgesAsPrinted()).isEqualTo(10 + 4 + 2 + 1);
    assertThat(WeightedDegree.of(graph))
        .containsExactly(-1, -1, -1, -3, -3 + 1, -1 + 1, -1 + 1, -1 + 1, 2 - 7, 2 + 5, -2);
  }

  @Test
  void shouldSplitBySign() {
    UnrolledGraph positive = graph().part(Part.POSITIVE);
    assertThat(positive.nodes()).isEqualTo(11);
    assertThat(positive.edges()).isEqualTo(3 + 4 + 1);
    assertThat(WeightedDegree.of(positive)).containsExactly(2, 2, 2, 0, 1, 3, 3, 3, 2, 7, 5);
    UnrolledGraph negative = positive.part(Part.NEGATIVE);
    assertThat(negative.edges()).isEqualTo(4 + 1);
    assertThat(WeightedDegree.of(negative))
        .usingElementComparator((a, b) -> a + 0.0 == b + 0.0 ? 0 : 1)
        .containsExactly(-3.0, -3.0, -3.0, -3.0, -3.0, -3.0, -3.0, -3.0, -7.0, 0.0, -7.0);
    assertThat(negative.part()).isEqualTo(Part.NEGATIVE);
    assertThat(negative.part(Part.ALL).edges()).isEqualTo(graph().edges());
  }

  @Test
  void shouldTakeCentralityOfMagnitudesInEachPart() {
    Centrality centrality = EigenvectorCentrality.of(graph().part(Part.NEGATIVE));
    assertThat(centrality.lambdaMax()).isCloseTo(7, within(1e-12));
    assertThat(centrality.values()[8]).isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(centrality.values()[9]).isZero();
    assertThat(centrality.values()[10]).isCloseTo(Math.sqrt(0.5), within(1e-12));
  }

  /** A reduced residual network: an identity, then a projection to half as many positions. */
  @ParameterizedTest
  @EnumSource(Shortcuts.class)
  void shouldUnrollResidualNetwork(Shortcuts shortcuts) {
    Window padded = Window.of(List.of(), List.of(1, 1), List.of());
    Window halving = Window.of(List.of(2, 2), List.of(1, 1), List.of());
    List<LayerSpec> layers =
        List.of(
            LayerSpec.convolution("stem", 4, 3, 3, 3).sliding(padded),
            LayerSpec.convolution("a1", 4, 4, 3, 3).sliding(padded),
            LayerSpec.convolution("a2", 4, 4, 3, 3).sliding(padded),
            LayerSpec.identity("a", "stem", "a2"),
            LayerSpec.convolution("b1", 6, 4, 3, 3).sliding(halving),
            LayerSpec.convolution("b2", 6, 6, 3, 3).sliding(padded),
            LayerSpec.convolution("b", 6, 4, 1, 1)
                .sliding(Window.of(List.of(2, 2), List.of(), List.of()))
                .inShortcut("a2")
                .addingTo("b2"),
            LayerSpec.pooling("pool"),
            LayerSpec.linear("fc", 5, 6));
    RandomNetworks.Sample sample = RandomNetworks.sample(3, layers, 3, 8, 8);
    UnrolledGraph graph = sample.graph(shortcuts);
    NaiveUnrolling naive = sample.naive(shortcuts);
    assertThat(graph.nodes())
        .isEqualTo(naive.nodes)
        .isEqualTo(3 * 64 + 3 * 4 * 64 + 2 * 6 * 16 + 6 + 5);
    assertThat(graph.edges()).isEqualTo(naive.edges.size());
    double[] vector = new Random(5).doubles(naive.nodes).toArray();
    double[] degrees = new double[naive.nodes];
    double[] product = new double[naive.nodes];
    for (NaiveUnrolling.Edge edge : naive.edges) {
      degrees[edge.from()] += edge.weight();
      degrees[edge.to()] += edge.weight();
      product[edge.from()] += Math.abs(edge.weight()) * vector[edge.to()];
      product[edge.to()] += Math.abs(edge.weight()) * vector[edge.from()];
    }
    assertThat(WeightedDegree.of(graph)).containsExactly(degrees, within(1e-12));
    assertThat(graph.multiply(vector)).containsExactly(product, within(1e-12));
    assertThat(EigenvectorCentrality.of(graph).converged()).isTrue();
  }

  @Test
  void shouldNotDependOnHowRowsArrive() {
    Network network =
        Network.of(List.of(new LayerSpec("g", LayerKind.CONVOLUTION, new int[] {4, 2, 3}, 2)));
    float[] weights = new float[24];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i - 11.5f;
    }
    UnrolledGraph.Builder pieces = UnrolledGraph.Builder.of(network, Shortcuts.LEFT_OUT, 4, 5);
    for (int row = 3; row >= 0; row--) {
      pieces.rows(0, row, 1, Arrays.copyOfRange(weights, 6 * row, 24));
    }
    UnrolledGraph whole =
        UnrolledGraph.Builder.of(network, Shortcuts.LEFT_OUT, 4, 5).rows(0, 0, 4, weights).build();
    assertThat(WeightedDegree.of(pieces.build())).containsExactly(WeightedDegree.of(whole));
  }

  @Test
  void shouldRepeatToTheLastBit() {
    RandomNetworks.Sample sample = RandomNetworks.sample(12);
    Centrality first = EigenvectorCentrality.of(sample.graph(Shortcuts.KEPT));
    Centrality second = EigenvectorCentrality.of(sample.graph(Shortcuts.KEPT));
    assertThat(second.values()).containsExactly(first.values());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldSayThatItIsNotFinite(float value) {
    UnrolledGraph graph =
        builder()
            .rows(0, 0, 1, new float[] {1, 1, 1})
            .rows(2, 0, 1, new float[] {value, 1})
            .build();
    assertThat(graph.finite()).isFalse();
    assertThat(WeightedDegree.of(graph)[8]).matches(degree -> !Double.isFinite(degree));
    assertThat(WeightedDegree.of(graph)[0]).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EigenvectorCentrality.of(graph.part(Part.POSITIVE)))
        .withMessageContaining("NaN or infinite");
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-30f, 1e30f, Float.MAX_VALUE})
  void shouldNeitherOverflowNorUnderflow(float value) {
    UnrolledGraph graph =
        builder()
            .rows(0, 0, 1, new float[] {value, value, value})
            .rows(2, 0, 1, new float[] {value, value})
            .build();
    assertThat(graph.finite()).isTrue();
    assertThat(WeightedDegree.of(graph)[1]).isCloseTo(3.0 * value, within(1e-12 * value));
  }

  @Test
  void shouldRefuseRowsThatAreMissingRepeatedOrNotWanted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().rows(0, 0, 1, new float[3]).build())
        .withMessage("layer 'fc': row 0 is missing; 0 of its 1 rows were given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().rows(0, 0, 1, new float[3]).rows(0, 0, 1, new float[3]))
        .withMessage("layer 'conv': row 0 is given twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().rows(1, 0, 1, new float[3]))
        .withMessage("layer 'pool' is without weights and has no rows");
    assertThat(builder().wants(1)).isFalse();
    UnrolledGraph.Builder built = builder().rows(0, 0, 1, new float[3]).rows(2, 0, 1, new float[2]);
    assertThat(built.build().nodes()).isEqualTo(11);
    assertThatIllegalStateException().isThrownBy(built::build);
  }

  @Test
  void shouldRefuseMoreWeightsThanAnArrayHolds() {
    Network network = Network.of(List.of(LayerSpec.linear("fc", 50_000, 50_000)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnrolledGraph.Builder.of(network, Shortcuts.LEFT_OUT, 50_000))
        .withMessageContaining("layer 'fc' brings 2500000000 weights");
  }
}
