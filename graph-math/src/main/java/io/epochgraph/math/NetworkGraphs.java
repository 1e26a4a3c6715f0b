package io.epochgraph.math;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The wanted graphs of one network, made of one reading of its weights. */
public final class NetworkGraphs {
  private final Map<Representation, WeightedGraph> graphs;

  private NetworkGraphs(Map<Representation, WeightedGraph> graphs) {
    this.graphs = Collections.unmodifiableMap(graphs);
  }

  /** The graphs, in the order of {@link Representation}. */
  public Map<Representation, WeightedGraph> all() {
    return graphs;
  }

  /** Whether no weight of the network was NaN or infinite. */
  public boolean finite() {
    return graphs.values().stream().allMatch(WeightedGraph::finite);
  }

  /**
   * Bytes of heap that building the graphs and computing their features takes, within a tenth: 8 an
   * edge of the rolled graph; 4 a weight and {@value UnrolledGraph#BYTES_OF_NODE} a node of the
   * unrolled one; and what the largest row of weights takes.
   *
   * @throws IllegalArgumentException as {@link Builder#of}
   */
  public static long bytes(Network network, int[] inputShape, GraphChoice choice) {
    checkInput(inputShape, choice);
    long bytes = 0;
    if (choice.representations().contains(Representation.ROLLED)) {
      bytes += RolledGraph.Builder.bytes(network, choice.shortcuts());
    }
    if (choice.unrolls()) {
      bytes += UnrolledGraph.Builder.bytes(network, choice.shortcuts(), inputShape);
    }
    return bytes;
  }

  private static void checkInput(int[] inputShape, GraphChoice choice) {
    if (choice.unrolls() && inputShape.length == 0) {
      throw new IllegalArgumentException(
          "the input's shape is unknown; unrolled graphs need it, for example [3, 32, 32]");
    }
  }

  /**
   * Hands each row of weights to every graph that wants it. For one thread, and for one network.
   */
  public static final class Builder {
    private final GraphChoice choice;
    private final RolledGraph.Builder rolled; // null where not wanted
    private final UnrolledGraph.Builder unrolled; // null where not wanted

    private Builder(
        GraphChoice choice, RolledGraph.Builder rolled, UnrolledGraph.Builder unrolled) {
      this.choice = choice;
      this.rolled = rolled;
      this.unrolled = unrolled;
    }

    /**
     * Lays the graphs out.
     *
     * @param inputShape {@code [channels, spatial...]}, needed where positions are nodes; empty
     *     where unknown
     * @throws IllegalArgumentException if the input's shape is needed and unknown or does not fit,
     *     or a layer has more edges than an array holds
     */
    public static Builder of(Network network, int[] inputShape, GraphChoice choice) {
      checkInput(inputShape, choice);
      return new Builder(
          choice,
          choice.representations().contains(Representation.ROLLED)
              ? RolledGraph.Builder.of(network, choice.shortcuts())
              : null,
          choice.unrolls()
              ? UnrolledGraph.Builder.of(network, choice.shortcuts(), inputShape)
              : null);
    }

    /** Whether a graph wants the weights of a layer: it has some and is not left out. */
    public boolean wants(int layer) {
      return rolled != null ? rolled.wants(layer) : unrolled.wants(layer);
    }

    /** Adds rows of a layer's weights: see {@link RolledGraph.Builder#rows}. */
    public Builder rows(int layer, int firstRow, int rows, float[] weights) {
      if (rolled != null) {
        rolled.rows(layer, firstRow, rows, weights);
      }
      if (unrolled != null) {
        unrolled.rows(layer, firstRow, rows, weights);
      }
      return this;
    }

    /**
     * The graphs. The builder takes no rows afterwards.
     *
     * @throws IllegalArgumentException if rows are missing
     */
    public NetworkGraphs build() {
      var graphs = new EnumMap<Representation, WeightedGraph>(Representation.class);
      UnrolledGraph whole = unrolled == null ? null : unrolled.build();
      for (Representation representation : choice.representations()) {
        graphs.put(
            representation,
            switch (representation) {
              case ROLLED -> rolled.build();
              case UNROLLED -> whole;
              case UNROLLED_POSITIVE -> whole.part(Part.POSITIVE);
              case UNROLLED_NEGATIVE -> whole.part(Part.NEGATIVE);
            });
      }
      return new NetworkGraphs(graphs);
    }
  }
}
