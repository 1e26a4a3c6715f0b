package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Unrolled graphs weighted by activations, against lists of their edges. */
class ActivatedGraphTest {

  @Property(tries = 500)
  void shouldWeighEnumeratedEdges(
      @ForAll long seed, @ForAll Shortcuts shortcuts, @ForAll Part part) {
    RandomNetworks.Sample sample = RandomNetworks.sample(seed);
    NaiveUnrolling naive = sample.naive(shortcuts);
    double[] activations = activations(seed, naive.nodes);
    double[] vector = new Random(seed).doubles(naive.nodes, -1, 1).toArray();
    double[] degrees = new double[naive.nodes];
    double[] product = new double[naive.nodes];
    long count = 0;
    for (NaiveUnrolling.Edge edge : naive.edges) {
      double weight = edge.weight() * activations[edge.from()];
      if (part == Part.ALL || (part == Part.POSITIVE ? weight > 0 : weight < 0)) {
        count++;
        degrees[edge.from()] += weight;
        degrees[edge.to()] += weight;
        product[edge.from()] += Math.abs(weight) * vector[edge.to()];
        product[edge.to()] += Math.abs(weight) * vector[edge.from()];
      }
    }
    UnrolledGraph graph = sample.graph(shortcuts).activated(activations).part(part);
    assertThat(graph.nodes()).isEqualTo(naive.nodes);
    assertThat(graph.edges()).isEqualTo(count);
    assertThat(WeightedDegree.of(graph)).containsExactly(degrees, within(1e-11));
    assertThat(graph.multiply(vector)).containsExactly(product, within(1e-11));
  }

  @Property(tries = 100)
  void shouldBePlainGraphWhereAllActivationsAreOne(@ForAll long seed, @ForAll Part part) {
    RandomNetworks.Sample sample = RandomNetworks.sample(seed);
    UnrolledGraph plain = sample.graph(Shortcuts.LEFT_OUT).part(part);
    double[] ones = new double[plain.nodes()];
    Arrays.fill(ones, 1);
    UnrolledGraph graph = plain.activated(ones);
    assertThat(graph.part()).isEqualTo(part);
    assertThat(WeightedDegree.of(graph)).containsExactly(WeightedDegree.of(plain), within(1e-12));
    assertThat(EigenvectorCentrality.of(graph).lambdaMax())
        .isCloseTo(EigenvectorCentrality.of(plain).lambdaMax(), within(1e-9));
  }

  @Test
  void shouldRefuseActivationsThatDoNotFit() {
    Network network = Network.of(List.of(LayerSpec.linear("fc", 1, 2)));
    UnrolledGraph graph =
        UnrolledGraph.Builder.of(network, Shortcuts.LEFT_OUT, 2)
            .rows(0, 0, 1, new float[] {1, -1})
            .build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.activated(new double[2]))
        .withMessage("2 activations; want one for each of 3 nodes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.activated(new double[] {0, Double.NaN, 0}))
        .withMessage("activation NaN of node 1 must be finite");
  }

  private static double[] activations(long seed, int nodes) {
    var random = new Random(~seed);
    double[] activations = new double[nodes];
    for (int node = 0; node < nodes; node++) {
      activations[node] = random.nextInt(3) == 0 ? 0 : random.nextGaussian();
    }
    return activations;
  }
}
