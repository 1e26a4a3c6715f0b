package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.epochgraph.math.EigenvectorCentrality.Settings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EigenvectorCentralityTest {
  private static final Settings PATIENT = new Settings(1e-13, 200_000);

  @Property(tries = 300)
  void shouldAgreeWithDenseEigensolverOnDenseChains(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int layers) {
    assertAgrees(Chains.random(seed, new Chains.Recipe(layers, 10, 0, 0, 0)));
  }

  @Property(tries = 300)
  void shouldAgreeWithDenseEigensolverOnUnbalancedChains(
      @ForAll long seed, @ForAll @DoubleRange(min = 1, max = 12) double decades) {
    assertAgrees(Chains.random(seed, new Chains.Recipe(6, 10, 0.1, 0, decades)));
  }

  @Property(tries = 300)
  void shouldAgreeWithDenseEigensolverOnDisconnectedChains(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 0.9) double zeroShare) {
    assertAgrees(Chains.random(seed, new Chains.Recipe(6, 8, zeroShare, 0.3, 2)));
  }

  @Property(tries = 100)
  void shouldAgreeWithDenseEigensolverOnGroupedConvolutions(@ForAll long seed) {
    Random random = new Random(seed);
    RolledGraph.Builder builder =
        RolledGraph.Builder.forLayers(
            List.of(
                LayerSpec.convolution("conv1", 6, 4, 3, 3),
                new LayerSpec("depthwise", LayerKind.CONVOLUTION, new int[] {12, 1, 2, 2}, 6),
                new LayerSpec("grouped", LayerKind.CONVOLUTION, new int[] {15, 4, 1, 1}, 3),
                LayerSpec.linear("fc", 5, 60)));
    int[] sizes = {6 * 36, 12 * 4, 15 * 4, 5 * 60};
    int[] rows = {6, 12, 15, 5};
    for (int layer = 0; layer < sizes.length; layer++) {
      float[] weights = new float[sizes[layer]];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) random.nextGaussian();
      }
      builder.rows(layer, 0, rows[layer], weights);
    }
    assertAgrees(builder.build());
  }

  @Property(tries = 500)
  void shouldAgreeWithDenseEigensolverOnBranchesSumsAndShortcuts(
      @ForAll long seed,
      @ForAll Shortcuts shortcuts,
      @ForAll @DoubleRange(max = 0.9) double zeros) {
    assertAgrees(RandomNetwork.of(seed, zeros).rolled(shortcuts));
  }

  /** Whatever the weights' unit: a power of two changes no digit but the exponent. */
  @Property(tries = 100)
  void shouldNotDependOnTheWeightsScale(
      @ForAll long seed, @ForAll @IntRange(min = -100, max = 100) int exponent) {
    RandomNetwork network = RandomNetwork.of(seed, 0.2);
    List<float[]> scaled =
        network.weights().stream().map(weights -> scaled(weights, exponent)).toList();
    Centrality before = EigenvectorCentrality.of(network.rolled(Shortcuts.LEFT_OUT));
    Centrality after =
        EigenvectorCentrality.of(
            new RandomNetwork(network.layers(), scaled).rolled(Shortcuts.LEFT_OUT));
    assertThat(after.lambdaMax())
        .isCloseTo(
            Math.scalb(before.lambdaMax(), exponent),
            within(1e-12 * Math.scalb(before.lambdaMax(), exponent)));
    if (before.converged() && after.converged()) {
      assertThat(after.values()).containsExactly(before.values(), within(1e-5));
    }
  }

  private static float[] scaled(float[] weights, int exponent) {
    float[] scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.scalb(weights[i], exponent);
    }
    return scaled;
  }

  private static void assertAgrees(RolledGraph graph) {
    Centrality centrality = EigenvectorCentrality.of(graph, PATIENT);
    Chains.Spectrum dense = Chains.Spectrum.of(graph);
    assertThat(centrality.lambdaMax()).isCloseTo(dense.first(), within(1e-10 * dense.first()));
    if (dense.first() == 0) {
      assertThat(centrality.values()).containsOnly(0);
      return;
    }
    assertThat(Arrays.stream(centrality.values())).allMatch(value -> value >= 0);
    assertThat(Kernels.norm(centrality.values())).isCloseTo(1, within(1e-12));
    assertThat(centrality.residual()).isCloseTo(residual(graph, centrality), within(1e-13));
    double gap = 1 - dense.second() / dense.first();
    if (gap > 1e-3) {
      assertThat(centrality.converged()).isTrue();
      double largest = Arrays.stream(dense.vector()).max().orElseThrow();
      assertThat(centrality.values()).containsExactly(dense.vector(), within(1e-9 * largest));
    }
  }

  private static double residual(RolledGraph graph, Centrality centrality) {
    double[][] w = Chains.adjacency(graph);
    double[] v = centrality.values();
    double[] difference = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      difference[i] = Kernels.dot(w[i], v) - centrality.lambdaMax() * v[i];
    }
    return Kernels.norm(difference) / centrality.lambdaMax();
  }

  @Test
  void shouldFindClosedFormOfCompleteBipartiteGraph() {
    RolledGraph graph = Chains.linear(new int[] {2, 3}, List.of(new float[] {1, 1, 1, 1, 1, 1}));
    Centrality centrality = EigenvectorCentrality.of(graph);
    assertThat(centrality.lambdaMax()).isCloseTo(Math.sqrt(6), within(1e-15));
    assertThat(centrality.values())
        .containsExactly(
            new double[] {0.5, 0.5, Math.sqrt(1 / 6.0), Math.sqrt(1 / 6.0), Math.sqrt(1 / 6.0)},
            within(1e-15));
    assertThat(centrality.passes()).isEqualTo(1);
    assertThat(centrality.converged()).isTrue();
  }

  @Test
  void shouldGiveZerosForZeroGraph() {
    Centrality centrality =
        EigenvectorCentrality.of(Chains.linear(new int[] {2, 1}, List.of(new float[2])));
    assertThat(centrality.values()).containsExactly(0, 0, 0);
    assertThat(centrality.lambdaMax()).isZero();
    assertThat(centrality.passes()).isZero();
    assertThat(centrality.converged()).isTrue();
  }

  @Test
  void shouldGiveStrongestPartEverythingWhereBlockIsZero() {
    RolledGraph graph =
        Chains.linear(
            new int[] {1, 1, 1, 1}, List.of(new float[] {2}, new float[] {0}, new float[] {-3}));
    Centrality centrality = EigenvectorCentrality.of(graph);
    assertThat(centrality.lambdaMax()).isEqualTo(3);
    assertThat(centrality.values())
        .containsExactly(new double[] {0, 0, Math.sqrt(0.5), Math.sqrt(0.5)}, within(1e-15));
  }

  @Test
  void shouldGiveTheFirstOfEquallyStrongPartsEverything() {
    RolledGraph graph = Chains.linear(new int[] {2, 2}, List.of(new float[] {3, 0, 0, 3}));
    Centrality centrality = EigenvectorCentrality.of(graph);
    assertThat(centrality.lambdaMax()).isEqualTo(3);
    assertThat(centrality.converged()).isTrue();
    assertThat(centrality.values())
        .containsExactly(new double[] {Math.sqrt(0.5), 0, Math.sqrt(0.5), 0}, within(1e-15));
  }

  /** One part is stronger by a billionth; plain power iteration would take as many passes. */
  @Test
  void shouldTellPartsOfNearlyEqualStrengthApart() {
    float more = Math.nextUp(3f);
    RolledGraph graph = Chains.linear(new int[] {2, 2}, List.of(new float[] {3, 0, 0, more}));
    Centrality centrality = EigenvectorCentrality.of(graph);
    assertThat(centrality.lambdaMax()).isEqualTo(more);
    assertThat(centrality.values())
        .containsExactly(new double[] {0, Math.sqrt(0.5), 0, Math.sqrt(0.5)}, within(1e-15));
  }

  @Test
  void shouldGiveIsolatedNodesNothing() {
    RolledGraph graph = Chains.linear(new int[] {3, 2}, List.of(new float[] {1, 0, 2, 0, 0, 0}));
    Centrality centrality = EigenvectorCentrality.of(graph);
    assertThat(centrality.lambdaMax()).isCloseTo(Math.sqrt(5), within(1e-15));
    assertThat(centrality.values()[1]).isZero();
    assertThat(centrality.values()[4]).isZero();
    assertThat(centrality.values()[3]).isCloseTo(Math.sqrt(0.5), within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-30f, 1e-15f, 1, 1e15f, 1e30f})
  void shouldTakeWeightsOfAnyMagnitude(float unit) {
    RolledGraph graph =
        Chains.linear(
            new int[] {1, 2, 1}, List.of(new float[] {unit, 2 * unit}, new float[] {unit, unit}));
    Chains.Spectrum dense = Chains.Spectrum.of(graph);
    Centrality centrality = EigenvectorCentrality.of(graph);
    assertThat(centrality.converged()).isTrue();
    assertThat(centrality.lambdaMax()).isCloseTo(dense.first(), within(1e-12 * dense.first()));
    assertThat(centrality.values()).containsExactly(dense.vector(), within(1e-12));
  }

  /** From 1e-30 to 1e30 in one network: the strongest block has it all. */
  @Test
  void shouldTakeWeightsOfAllMagnitudesAtOnce() {
    RolledGraph graph =
        Chains.linear(
            new int[] {2, 2, 2, 2},
            List.of(
                new float[] {1e-30f, 2e-30f, 3e-30f, 1e-30f},
                new float[] {1, 2, 3, 4},
                new float[] {1e30f, 2e30f, 2e30f, 1e30f}));
    Centrality centrality = EigenvectorCentrality.of(graph);
    assertThat(centrality.converged()).isTrue();
    assertThat(centrality.lambdaMax()).isCloseTo(3 * (double) 1e30f, within(1e23));
    assertThat(Arrays.stream(centrality.values())).allMatch(value -> value > 0);
    assertThat(Arrays.copyOfRange(centrality.values(), 4, 8))
        .containsExactly(new double[] {0.5, 0.5, 0.5, 0.5}, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void shouldTakeHalfPrecisionWeightsAsExactlyWhatTheyStandFor(DType type) {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (float weight : new float[] {0.5f, -1.25f, 2, 0}) {
      switch (type) {
        case F32 -> bytes.putFloat(weight);
        case F16 -> bytes.putShort(Float.floatToFloat16(weight));
        case BF16 -> bytes.putShort((short) (Float.floatToRawIntBits(weight) >>> 16));
      }
    }
    float[] weights = new float[4];
    type.decode(bytes.flip(), weights, 0, 4);
    RolledGraph graph = Chains.linear(new int[] {2, 2}, List.of(weights));
    assertThat(EigenvectorCentrality.of(graph).lambdaMax())
        .isCloseTo(Chains.Spectrum.of(graph).first(), within(1e-14));
    assertThat(WeightedDegree.of(graph)).containsExactly(2.5, 1.25, 1.75, 2);
  }

  /** The degrees favour the first part, the spectrum the second; almost nothing joins them. */
  @Test
  void shouldNotStopAtWrongPartOfBarelyConnectedChain() {
    float faint = 1e-18f;
    RolledGraph graph =
        Chains.linear(
            new int[] {1, 1, 4, 4},
            List.of(
                new float[] {1},
                new float[] {faint, faint, faint, faint},
                new float[] {
                  1.05f, 0, 0, 0, 0, 0.9f, 0, 0, 0, 0, 0.9f, 0, 0, 0, 0, 0.9f,
                }));
    Centrality centrality = EigenvectorCentrality.of(graph);
    assertThat(centrality.converged()).isTrue();
    assertThat(centrality.lambdaMax()).isCloseTo(1.05f, within(1e-12));
    assertThat(centrality.values()[2]).isCloseTo(Math.sqrt(0.5), within(1e-9));
    assertThat(centrality.values()[0]).isLessThan(1e-15);
  }

  @Test
  void shouldRepeatToTheLastBit() {
    RolledGraph graph = Chains.random(7, new Chains.Recipe(5, 40, 0.2, 0, 1));
    Centrality first = EigenvectorCentrality.of(graph);
    Centrality second = EigenvectorCentrality.of(graph);
    assertThat(second.values()).containsExactly(first.values());
    assertThat(second.lambdaMax()).isEqualTo(first.lambdaMax());
  }

  @Test
  void shouldSayWhenPassesRanOut() {
    RolledGraph graph = Chains.random(11, new Chains.Recipe(5, 40, 0.2, 0, 1));
    Centrality centrality = EigenvectorCentrality.of(graph, new Settings(1e-12, 2));
    assertThat(centrality.converged()).isFalse();
    assertThat(centrality.passes()).isEqualTo(2);
    assertThat(centrality.residual()).isGreaterThan(1e-12).isLessThan(1);
  }

  @Test
  void shouldRefuseGraphThatIsNotFinite() {
    RolledGraph graph =
        Chains.linear(new int[] {2, 1}, List.of(new float[] {1, Float.NEGATIVE_INFINITY}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EigenvectorCentrality.of(graph))
        .withMessageContaining("NaN or infinite");
  }

  @Test
  void shouldRefuseSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings(0, 10))
        .withMessageContaining("tolerance 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings(Double.NaN, 10))
        .withMessageContaining("tolerance NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings(1e-9, 0))
        .withMessageContaining("maxPasses 0");
  }
}
