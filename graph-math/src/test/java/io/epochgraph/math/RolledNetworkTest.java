package io.epochgraph.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Rolled graphs of networks that are no chains, against a list of edges made by hand. */
class RolledNetworkTest {

  @Property(tries = 500)
  void shouldJoinTheChannelsThatKernelsJoin(
      @ForAll long seed,
      @ForAll Shortcuts shortcuts,
      @ForAll @DoubleRange(max = 0.5) double zeros) {
    RandomNetwork network = RandomNetwork.of(seed, zeros);
    RolledGraph graph = network.rolled(shortcuts);
    Edges edges = Edges.of(network, shortcuts);
    assertThat(graph.nodes()).isEqualTo(edges.nodes);
    assertThat(graph.edges()).isEqualTo(edges.list.size());
    double[][] adjacency = Chains.adjacency(graph);
    double[][] wanted = new double[edges.nodes][edges.nodes];
    for (Edges.Edge edge : edges.list) {
      wanted[edge.a][edge.b] += edge.weight;
      wanted[edge.b][edge.a] += edge.weight;
    }
    for (int i = 0; i < wanted.length; i++) {
      assertThat(adjacency[i]).containsExactly(wanted[i], within(1e-12));
    }
  }

  /** Every edge, found by going from channel to channel. */
  private static final class Edges {
    record Edge(int a, int b, double weight) {}

    final List<Edge> list = new ArrayList<>();
    private final Map<String, List<Integer>> nodesOf = new HashMap<>(); // by layer, per channel
    private int nodes;

    static Edges of(RandomNetwork network, Shortcuts shortcuts) {
      var edges = new Edges();
      edges.give(Network.INPUT, network.layers().getFirst().inputs());
      for (int layer = 0; layer < network.layers().size(); layer++) {
        LayerSpec spec = network.layers().get(layer);
        if (shortcuts == Shortcuts.KEPT || !spec.shortcut()) {
          edges.add(spec, network.weights().get(layer));
        }
      }
      return edges;
    }

    private List<Integer> give(String layer, int count) {
      var given = new ArrayList<Integer>();
      for (int i = 0; i < count; i++) {
        given.add(nodes++);
      }
      nodesOf.put(layer, given);
      return given;
    }

    private void add(LayerSpec spec, float[] weights) {
      var from = new ArrayList<Integer>();
      spec.predecessors().forEach(name -> from.addAll(nodesOf.get(name)));
      if (spec.kind() == LayerKind.POOLING) {
        nodesOf.put(spec.name(), from);
        return;
      }
      List<Integer> to =
          spec.addsTo().isPresent()
              ? nodesOf.get(spec.addsTo().get())
              : give(spec.name(), spec.outputs());
      for (int i = 0; i < from.size(); i++) {
        for (int o = 0; o < to.size(); o++) {
          double weight = weight(spec, weights, from.size(), i, o);
          if (!Double.isNaN(weight)) {
            list.add(new Edge(to.get(o), from.get(i), weight));
          }
        }
      }
    }

    /** The norm of what joins input channel i to output o; NaN where nothing does. */
    private static double weight(LayerSpec spec, float[] w, int channels, int i, int o) {
      int groups = spec.groups();
      return switch (spec.kind()) {
        case IDENTITY -> i == o ? 1 : Double.NaN;
        case LINEAR -> {
          int positions = spec.inputs() / channels;
          yield norm(w, o * spec.inputs() + i * positions, positions);
        }
        case CONVOLUTION -> {
          int share = spec.inputs() / groups;
          yield i / share == o / (spec.outputs() / groups)
              ? norm(w, (o * share + i % share) * spec.kernelSize(), spec.kernelSize())
              : Double.NaN;
        }
        case TRANSPOSED_CONVOLUTION -> {
          int share = spec.outputs() / groups;
          yield i / (spec.inputs() / groups) == o / share
              ? norm(w, (i * share + o % share) * spec.kernelSize(), spec.kernelSize())
              : Double.NaN;
        }
        case POOLING -> throw new IllegalArgumentException("pooling has no edges");
      };
    }

    private static double norm(float[] w, int from, int count) {
      double squares = 0;
      for (int i = from; i < from + count; i++) {
        squares += (double) w[i] * w[i];
      }
      return Math.sqrt(squares);
    }
  }
}
