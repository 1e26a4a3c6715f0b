package io.epochgraph.math;

import java.util.ArrayList;
import java.util.List;

/**
 * The paper's rolled graph of a network: channels are nodes, kernels are edges.
 *
 * <p>Nodes are the input channels, then each convolution's filters and each linear layer's outputs.
 * Every convolution's filter l is joined to each channel k of its group by an edge of weight {@code
 * ‖K[l,k,...]‖₂}; a linear layer's outputs to the units before it by {@code |w|}, or, behind a
 * convolution (whose output is flattened channel by channel), to each channel by the norm of the
 * weights that belong to it. A transposed convolution's kernels join its channels in the same way.
 * Pooling, biases and batch norm add nothing. Residual shortcuts are left out unless asked for; an
 * identity then joins equal channels by edges of weight 1. Edges of weight zero count as edges.
 *
 * <p>Immutable. Takes 8 bytes an edge.
 */
public final class RolledGraph extends WeightedGraph {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private RolledGraph(List<NodeLayer> layers, List<Block> blocks, boolean finite) {
    super(layers, blocks, finite);
  }

  /**
   * Takes the weights in pieces of whole rows, in any order, and keeps only their norms, so that a
   * network's weights need never be in memory together. For one thread, and for one graph.
   */
  public static final class Builder {
    private final Network network;
    private final List<NodeLayer> layers = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final int[] nodeLayer; // (layers), of those with nodes of their own
    private final double[][] norms; // (layers) of (rows, edges of a row); null where not wanted
    private final LayerRows given;
    private boolean finite = true;

    private Builder(Network network) {
      this.network = network;
      int count = network.layers().size();
      this.nodeLayer = new int[count];
      this.norms = new double[count][];
      this.given = new LayerRows(network);
    }

    /** As {@link #of(Network, Shortcuts)} for these layers, shortcuts left out. */
    public static Builder forLayers(List<LayerSpec> layers) {
      return of(Network.of(layers), Shortcuts.LEFT_OUT);
    }

    /**
     * Lays the graph out and allocates its edges.
     *
     * @throws IllegalArgumentException if a layer has more edges than an array holds
     */
    public static Builder of(Network network, Shortcuts shortcuts) {
      var builder = new Builder(network);
      builder.checkSize();
      builder.layers.add(new NodeLayer(Network.INPUT, 0, network.inputChannels()));
      for (int layer = 0; layer < network.layers().size(); layer++) {
        if (shortcuts.has(network.layers().get(layer))) {
          builder.append(layer);
        }
      }
      return builder;
    }

    /** Bytes of heap that the graph's edges take. */
    public static long bytes(Network network, Shortcuts shortcuts) {
      var builder = new Builder(network);
      long edges = 0;
      for (int layer = 0; layer < network.layers().size(); layer++) {
        LayerSpec spec = network.layers().get(layer);
        edges += shortcuts.has(spec) ? (long) spec.rows() * builder.edgesOfRow(layer) : 0;
      }
      return Double.BYTES * edges;
    }

    /** Whether the graph wants the weights of a layer: it has some and is not left out. */
    public boolean wants(int layer) {
      return given.wants(layer);
    }

    /**
     * Adds rows of a layer's weights. Weights may be NaN or infinite; the graph then says it is not
     * finite.
     *
     * @param layer index into the network's layers
     * @param weights {@code (rows, rowLength)} from index 0 on; may be longer, and is not kept
     * @return this builder
     * @throws IllegalArgumentException if the layer is unknown or not {@link #wants wanted}, the
     *     rows lie outside it, one of them was given before, or the array is too short
     */
    public Builder rows(int layer, int firstRow, int rows, float[] weights) {
      given.give(layer, firstRow, rows, weights.length);
      LayerSpec spec = network.layers().get(layer);
      int edges = edgesOfRow(layer);
      double sum =
          Kernels.norms(
              weights, rows * edges, spec.rowLength() / edges, norms[layer], firstRow * edges);
      finite &= Double.isFinite(sum);
      return this;
    }

    /**
     * The graph. The builder takes no rows afterwards.
     *
     * @throws IllegalArgumentException if rows are missing
     */
    public RolledGraph build() {
      given.close();
      return new RolledGraph(layers, blocks, finite);
    }

    private void append(int layer) {
      LayerSpec spec = network.layers().get(layer);
      int target = network.sum(layer);
      if (spec.kind() != LayerKind.POOLING && target == layer) {
        nodeLayer[layer] = layers.size();
        layers.add(new NodeLayer(spec.name(), layers.getLast().end(), spec.outputs()));
      }
      if (spec.kind().hasWeights()) {
        given.want(layer);
        norms[layer] = new double[spec.rows() * edgesOfRow(layer)];
      }
      int from = 0;
      for (int carrier : network.carriers(layer)) {
        int source = carrier == Network.INPUT_INDEX ? 0 : nodeLayer[carrier];
        if (spec.kind() != LayerKind.POOLING) {
          blocks.add(block(layer, source, from, nodeLayer[target]));
        }
        from += layers.get(source).size();
      }
    }

    private Block block(int layer, int source, int from, int target) {
      LayerSpec spec = network.layers().get(layer);
      int size = layers.get(source).size();
      int edges = edgesOfRow(layer);
      return switch (spec.kind()) {
        case CONVOLUTION, LINEAR ->
            new DenseBlock(
                target,
                0,
                spec.rows(),
                source,
                from,
                size,
                spec.rows() / spec.groups(),
                edges,
                norms[layer]);
        case TRANSPOSED_CONVOLUTION ->
            new DenseBlock(
                source,
                from,
                size,
                target,
                0,
                spec.outputs(),
                spec.rows() / spec.groups(),
                edges,
                norms[layer]);
        case IDENTITY -> new IdentityBlock(target, source, from, size);
        case POOLING -> throw new IllegalStateException("pooling has no edges here");
      };
    }

    /** Edges that a row of a layer's weights stands for. */
    private int edgesOfRow(int layer) {
      LayerSpec spec = network.layers().get(layer);
      return switch (spec.kind()) {
        case CONVOLUTION, TRANSPOSED_CONVOLUTION -> spec.weightShape()[1];
        case LINEAR -> network.inputChannels(layer);
        case POOLING, IDENTITY -> 0;
      };
    }

    private void checkSize() {
      long nodes = network.inputChannels();
      for (int layer = 0; layer < network.layers().size(); layer++) {
        LayerSpec spec = network.layers().get(layer);
        long edges = (long) spec.rows() * edgesOfRow(layer);
        nodes += spec.outputs();
        if (edges > LARGEST_ARRAY || nodes > LARGEST_ARRAY) {
          throw new IllegalArgumentException(
              "layer '%s' brings %d edges and the graph to %d nodes; at most %d of each are possible"
                  .formatted(spec.name(), edges, nodes, LARGEST_ARRAY));
        }
      }
    }
  }
}
