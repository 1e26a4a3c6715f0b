package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Random networks' unrolled graphs against lists of their edges. */
class UnrolledEnumerationTest {
  /** Added to a matrix before the dense solver, which may fail where eigenvalues are many zeros. */
  private static final double SHIFT = 1;

  private static final EigenvectorCentrality.Settings PATIENT =
      new EigenvectorCentrality.Settings(1e-12, 200_000);

  @Property(tries = 500)
  void shouldHaveEnumeratedNodesAndEdges(
      @ForAll long seed, @ForAll Shortcuts shortcuts, @ForAll Part part) {
    RandomNetworks.Sample sample = RandomNetworks.sample(seed);
    NaiveUnrolling naive = sample.naive(shortcuts);
    UnrolledGraph graph = sample.graph(shortcuts);
    assertThat(graph.nodes()).isEqualTo(naive.nodes);
    assertThat(graph.part(part).edges()).isEqualTo(edges(naive, part).size());
    assertThat(graph.edgesAsPrinted()).isEqualTo(naive.edges.size() + naive.printedBesides);
  }

  @Property(tries = 500)
  void shouldHaveEnumeratedDegrees(
      @ForAll long seed, @ForAll Shortcuts shortcuts, @ForAll Part part) {
    RandomNetworks.Sample sample = RandomNetworks.sample(seed);
    NaiveUnrolling naive = sample.naive(shortcuts);
    double[] expected = new double[naive.nodes];
    for (NaiveUnrolling.Edge edge : edges(naive, part)) {
      expected[edge.from()] += edge.weight();
      expected[edge.to()] += edge.weight();
    }
    assertThat(WeightedDegree.of(sample.graph(shortcuts).part(part)))
        .containsExactly(expected, within(1e-12));
  }

  @Property(tries = 1000)
  void shouldMultiplyAsEnumerated(
      @ForAll long seed, @ForAll Shortcuts shortcuts, @ForAll Part part) {
    RandomNetworks.Sample sample = RandomNetworks.sample(seed);
    NaiveUnrolling naive = sample.naive(shortcuts);
    double[] vector = new Random(seed).doubles(naive.nodes, -1, 1).toArray();
    double[] expected = new double[naive.nodes];
    for (NaiveUnrolling.Edge edge : edges(naive, part)) {
      double weight = Math.abs(edge.weight());
      expected[edge.from()] += weight * vector[edge.to()];
      expected[edge.to()] += weight * vector[edge.from()];
    }
    assertThat(product(sample.graph(shortcuts).part(part), vector))
        .containsExactly(expected, within(1e-12));
  }

  @Property(tries = 300)
  void shouldVisitEnumeratedEdges(
      @ForAll long seed, @ForAll Shortcuts shortcuts, @ForAll Part part) {
    RandomNetworks.Sample sample = RandomNetworks.sample(seed);
    UnrolledGraph graph = sample.graph(shortcuts).part(part);
    NaiveUnrolling naive = sample.naive(shortcuts);
    int[][] expected = new int[naive.nodes][naive.nodes];
    for (NaiveUnrolling.Edge edge : edges(naive, part)) {
      expected[edge.from()][edge.to()] += edge.weight() == 0 ? 0 : 1;
      expected[edge.to()][edge.from()] += edge.weight() == 0 ? 0 : 1;
    }
    assertThat(visited(graph, false)).isDeepEqualTo(expected);
  }

  @Property(tries = 300)
  void shouldConnectAsMuchByThinVisit(
      @ForAll long seed, @ForAll Shortcuts shortcuts, @ForAll Part part) {
    UnrolledGraph graph = RandomNetworks.sample(seed).graph(shortcuts).part(part);
    assertThat(graph.blocks()).allMatch(Block::thinConnectsAll);
    assertThat(components(visited(graph, true))).isEqualTo(components(visited(graph, false)));
  }

  @Property(tries = 500)
  void shouldHaveEigenvectorOfDenseSolver(
      @ForAll long seed, @ForAll Shortcuts shortcuts, @ForAll Part part) {
    RandomNetworks.Sample sample = RandomNetworks.sample(seed);
    NaiveUnrolling naive = sample.naive(shortcuts);
    DMatrixRMaj matrix = new DMatrixRMaj(naive.nodes, naive.nodes);
    for (NaiveUnrolling.Edge edge : edges(naive, part)) {
      double weight = matrix.get(edge.from(), edge.to()) + Math.abs(edge.weight());
      matrix.set(edge.from(), edge.to(), weight);
      matrix.set(edge.to(), edge.from(), weight);
    }
    for (int node = 0; node < naive.nodes; node++) {
      matrix.add(node, node, SHIFT);
    }
    EigenDecomposition_F64<DMatrixRMaj> dense =
        DecompositionFactory_DDRM.eig(naive.nodes, true, true);
    assertThat(dense.decompose(matrix)).isTrue();
    double[] values = new double[naive.nodes];
    Arrays.setAll(values, i -> dense.getEigenvalue(i).real - SHIFT);
    int first = 0;
    for (int i = 1; i < values.length; i++) {
      first = values[i] > values[first] ? i : first;
    }
    double largest = values[first];
    Centrality centrality = EigenvectorCentrality.of(sample.graph(shortcuts).part(part), PATIENT);
    assertThat(centrality.lambdaMax()).isCloseTo(largest, within(1e-9 * (SHIFT + largest)));
    double gap =
        largest - Arrays.stream(values).sorted().skip(values.length - 2).findFirst().orElse(0);
    if (gap > 1e-3 * largest) {
      assertThat(centrality.converged()).isTrue();
      DMatrixRMaj vector = dense.getEigenVector(first);
      for (int node = 0; node < values.length; node++) {
        assertThat(centrality.values()[node])
            .isCloseTo(Math.abs(vector.get(node, 0)), within(1e-8));
      }
    }
  }

  static List<NaiveUnrolling.Edge> edges(NaiveUnrolling naive, Part part) {
    return naive.edges.stream()
        .filter(
            edge ->
                switch (part) {
                  case ALL -> true;
                  case POSITIVE -> edge.weight() > 0;
                  case NEGATIVE -> edge.weight() < 0;
                })
        .toList();
  }

  static double[] product(WeightedGraph graph, double[] vector) {
    double[] product = new double[graph.nodes()];
    for (Block block : graph.blocks()) {
      NodeLayer rows = graph.layers().get(block.rowLayer());
      NodeLayer columns = graph.layers().get(block.columnLayer());
      double[] up = new double[rows.size()];
      double[] down = new double[columns.size()];
      block.multiply(
          Arrays.copyOfRange(vector, columns.offset(), columns.end()),
          Arrays.copyOfRange(vector, rows.offset(), rows.end()),
          up,
          down);
      for (int i = 0; i < up.length; i++) {
        product[rows.offset() + i] += up[i];
      }
      for (int i = 0; i < down.length; i++) {
        product[columns.offset() + i] += down[i];
      }
    }
    return product;
  }

  private static int[][] visited(UnrolledGraph graph, boolean thin) {
    int[][] visits = new int[graph.nodes()][graph.nodes()];
    for (Block block : graph.blocks()) {
      int rows = graph.layers().get(block.rowLayer()).offset();
      int columns = graph.layers().get(block.columnLayer()).offset();
      block.visit(
          thin,
          (row, column) -> {
            visits[rows + row][columns + column]++;
            visits[columns + column][rows + row]++;
          });
    }
    return visits;
  }

  /** For each node the first one that is connected to it. */
  private static int[] components(int[][] edges) {
    int[] first = new int[edges.length];
    Arrays.setAll(first, i -> i);
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = 0; i < first.length; i++) {
        for (int j = 0; j < first.length; j++) {
          if (edges[i][j] > 0 && first[j] < first[i]) {
            first[i] = first[j];
            changed = true;
          }
        }
      }
    }
    return first;
  }
}
