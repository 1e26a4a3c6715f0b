package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolledGraphTest {
  private static final List<LayerSpec> CONV_THEN_LINEAR =
      List.of(
          LayerSpec.convolution("conv", 2, 1, 2, 2),
          LayerSpec.pooling("pool"),
          LayerSpec.linear("fc", 1, 4));

  private static RolledGraph.Builder builder() {
    return RolledGraph.Builder.forLayers(CONV_THEN_LINEAR);
  }

  @Test
  void shouldTakeNormsOfKernelsAndOfFlattenedChannels() {
    RolledGraph graph =
        builder()
            .rows(0, 0, 2, new float[] {1, 1, 1, 1, 0, -3, 4, 0})
            .rows(2, 0, 1, new float[] {5, -12, 8, 15})
            .build();
    assertThat(graph.layers())
        .containsExactly(
            new NodeLayer("input", 0, 1), new NodeLayer("conv", 1, 2), new NodeLayer("fc", 3, 1));
    assertThat(graph.nodes()).isEqualTo(4);
    assertThat(graph.edges()).isEqualTo(4);
    assertThat(graph.finite()).isTrue();
    assertThat(WeightedDegree.of(graph)).containsExactly(2 + 5, 2 + 13, 5 + 17, 13 + 17);
  }

  @Test
  void shouldJoinEachGroupToItsOwnInputs() {
    LayerSpec grouped = new LayerSpec("g", LayerKind.CONVOLUTION, new int[] {4, 1, 1}, 2);
    RolledGraph graph =
        RolledGraph.Builder.forLayers(List.of(grouped))
            .rows(0, 0, 4, new float[] {1, -2, 3, 4})
            .build();
    assertThat(graph.edges()).isEqualTo(4);
    assertThat(WeightedDegree.of(graph)).containsExactly(3, 7, 1, 2, 3, 4);
  }

  @Test
  void shouldGiveLinearLayersBehindEachOtherOneEdgePerWeight() {
    RolledGraph graph =
        Chains.linear(new int[] {2, 2, 1}, List.of(new float[] {1, -2, 3, 4}, new float[] {-5, 6}));
    assertThat(WeightedDegree.of(graph)).containsExactly(4, 6, 3 + 5, 7 + 6, 11);
  }

  @Property(tries = 200)
  void shouldNotDependOnHowRowsArrive(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int outputs,
      @ForAll @IntRange(min = 1, max = 5) int kernel) {
    LayerSpec shape = LayerSpec.convolution("conv", outputs, 3, kernel, kernel);
    Random random = new Random(seed);
    float[] weights = new float[(int) shape.weights()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    RolledGraph.Builder whole = RolledGraph.Builder.forLayers(List.of(shape));
    whole.rows(0, 0, outputs, weights);
    RolledGraph.Builder pieces = RolledGraph.Builder.forLayers(List.of(shape));
    int end = outputs;
    while (end > 0) {
      int first = random.nextInt(end);
      int from = first * shape.rowLength();
      pieces.rows(
          0, first, end - first, Arrays.copyOfRange(weights, from, end * shape.rowLength()));
      end = first;
    }
    assertThat(weights(pieces.build())).containsExactly(weights(whole.build()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 16, 25, 49})
  void shouldTakeNormsOfAnyKernelSize(int size) {
    float[] weights = new float[3 * size];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 2 == 0 ? i : -i;
    }
    RolledGraph graph =
        RolledGraph.Builder.forLayers(List.of(LayerSpec.convolution("conv", 1, 3, size)))
            .rows(0, 0, 1, weights)
            .build();
    for (int slice = 0; slice < 3; slice++) {
      double squares = 0;
      for (int i = slice * size; i < (slice + 1) * size; i++) {
        squares += (double) i * i;
      }
      assertThat(weights(graph)[slice])
          .isCloseTo(Math.sqrt(squares), within(1e-12 * Math.sqrt(squares)));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-30f, 1e30f, Float.MAX_VALUE, Float.MIN_VALUE})
  void shouldNeitherOverflowNorUnderflow(float value) {
    for (int size : new int[] {1, 4, 9}) {
      float[] weights = new float[size];
      Arrays.fill(weights, value);
      RolledGraph graph =
          RolledGraph.Builder.forLayers(List.of(LayerSpec.convolution("conv", 1, 1, size)))
              .rows(0, 0, 1, weights)
              .build();
      double expected = Math.sqrt(size) * value;
      assertThat(graph.finite()).isTrue();
      assertThat(WeightedDegree.of(graph)[0]).isCloseTo(expected, within(1e-14 * expected));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldSayThatItIsNotFinite(float value) {
    RolledGraph graph =
        builder()
            .rows(0, 0, 2, new float[] {1, 1, 1, 1, 1, value, 1, 1})
            .rows(2, 0, 1, new float[4])
            .build();
    assertThat(graph.finite()).isFalse();
    assertThat(WeightedDegree.of(graph)[2]).matches(degree -> !Double.isFinite(degree));
    assertThat(WeightedDegree.of(graph)[1]).isEqualTo(2);
  }

  @Test
  void shouldNameLayerAndFirstRowThatIsMissing() {
    RolledGraph.Builder builder = builder().rows(0, 0, 1, new float[4]).rows(2, 0, 1, new float[4]);
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("layer 'conv': row 1 is missing; 1 of its 2 rows were given");
    assertThat(builder.rows(0, 1, 1, new float[4]).build().nodes()).isEqualTo(4);
  }

  @Test
  void shouldRefuseRowGivenTwice() {
    RolledGraph.Builder builder = builder().rows(0, 1, 1, new float[4]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.rows(0, 0, 2, new float[8]))
        .withMessage("layer 'conv': row 1 is given twice");
  }

  @Test
  void shouldRefuseRowsThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().rows(0, 1, 2, new float[8]))
        .withMessage("layer 'conv': 2 rows from row 1 on are not within its 2 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().rows(0, -1, 1, new float[8]))
        .withMessageContaining("from row -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().rows(0, 0, 2, new float[7]))
        .withMessage("layer 'conv': 7 weights are too few for 2 rows of 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().rows(1, 0, 1, new float[1]))
        .withMessage("layer 'pool' is without weights and has no rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().rows(3, 0, 1, new float[1]))
        .withMessage("layer 3 is not among layers 0..2");
  }

  @Test
  void shouldRefuseRowsOnceBuilt() {
    RolledGraph.Builder builder = builder().rows(0, 0, 2, new float[8]).rows(2, 0, 1, new float[4]);
    assertThat(builder.build().edges()).isEqualTo(4);
    assertThatIllegalStateException().isThrownBy(() -> builder.rows(0, 0, 2, new float[8]));
    assertThatIllegalStateException().isThrownBy(builder::build);
  }

  @Test
  void shouldRefuseLayersThatDoNotFollow() {
    assertRefused(
        "layer 'b' takes 5 inputs, but layer 'a' before it gives 4; expected as many",
        LayerSpec.linear("a", 4, 3),
        LayerSpec.linear("b", 2, 5));
    assertRefused(
        "layer 'b' takes 9 inputs, but layer 'p' before it gives 4; expected a multiple",
        LayerSpec.convolution("a", 4, 3, 3, 3),
        LayerSpec.pooling("p"),
        LayerSpec.linear("b", 2, 9));
    assertRefused(
        "layer 'b' takes 8 inputs, but layer 'a' before it gives 4; expected as many",
        LayerSpec.convolution("a", 4, 3, 3, 3),
        LayerSpec.convolution("b", 2, 8, 3, 3));
    assertRefused(
        "two layers are named 'a'; names must differ",
        LayerSpec.linear("a", 4, 3),
        LayerSpec.linear("a", 2, 4));
  }

  @Test
  void shouldRefuseGraphsWithoutLayersOrWithTooManyEdges() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RolledGraph.Builder.forLayers(List.of()))
        .withMessageContaining("no convolution or linear layer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RolledGraph.Builder.forLayers(List.of(LayerSpec.pooling("p"))))
        .withMessageContaining("POOLING 'p'");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RolledGraph.Builder.forLayers(List.of(LayerSpec.linear("fc", 50_000, 50_000))))
        .withMessageContaining("layer 'fc' brings 2500000000 edges");
  }

  private static void assertRefused(String message, LayerSpec... shapes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RolledGraph.Builder.forLayers(List.of(shapes)))
        .withMessage(message);
  }

  private static double[] weights(RolledGraph graph) {
    return ((DenseBlock) graph.blocks().getFirst()).weights();
  }
}
