package io.epochgraph.math;

import java.util.Arrays;
import java.util.List;

/**
 * The paper's unrolled graph of a network: positions are nodes, weights are edges.
 *
 * <p>Nodes are the positions of the input, of every convolution's and every pooling's output, and
 * every linear layer's outputs: layer by layer, in each channel by channel, in each row by row. An
 * edge joins a node to each one in its window and carries the kernel's weight; pooling's edges
 * weigh 1. Taps on the padding are no edges. Layers that are added to another share its nodes.
 * Biases and batch norm add nothing. Residual shortcuts are left out unless asked for; an identity
 * then joins equal positions by edges of weight 1.
 *
 * <p>Edges are not stored: they are as many as a forward pass has multiplications, but their
 * weights repeat. Degrees come from the weights' sums and the number of windows that hold a
 * position; products with the graph's matrix are convolutions and their transposes.
 *
 * <p>Weights have signs here. {@link #part} looks at the edges of one sign, in a view that shares
 * the weights. Immutable. Takes 4 bytes a weight of the network.
 */
public final class UnrolledGraph extends WeightedGraph {
  /** Heap that the computation of features takes for each node. */
  public static final int BYTES_OF_NODE = 200;

  private final List<Block> all;
  private final double[] activations; // (nodes), or null
  private final Part part;
  private final long edgesAsPrinted;

  private UnrolledGraph(
      List<NodeLayer> layers,
      List<Block> all,
      double[] activations,
      Part part,
      boolean finite,
      long edgesAsPrinted) {
    super(layers, blocks(layers, all, activations, part), finite);
    this.all = all;
    this.activations = activations;
    this.part = part;
    this.edgesAsPrinted = edgesAsPrinted;
  }

  /** Which edges this graph has. */
  public Part part() {
    return part;
  }

  /** The same nodes with the edges of a part of the whole graph, whatever part this one is. */
  public UnrolledGraph part(Part other) {
    return other == part
        ? this
        : new UnrolledGraph(layers(), all, activations, other, finite(), edgesAsPrinted);
  }

  /**
   * The same graph with each edge's weight multiplied by the activation of the node that its data
   * come from, and with it its sign: the paper's variant that looks at what a network does with a
   * probe image. Activations weigh pooling's edges, too.
   *
   * @param values {@code (nodes)} in node order: the image as the network takes it, elsewhere what
   *     comes out of bias, batch norm and activation function; those of nodes that no layer takes
   *     do not matter
   * @throws IllegalArgumentException if there are more or fewer, or one is not finite
   */
  public UnrolledGraph activated(double[] values) {
    if (values.length != nodes()) {
      throw new IllegalArgumentException(
          "%d activations; want one for each of %d nodes".formatted(values.length, nodes()));
    }
    for (int node = 0; node < values.length; node++) {
      if (!Double.isFinite(values[node])) {
        throw new IllegalArgumentException(
            "activation %s of node %d must be finite".formatted(values[node], node));
      }
    }
    return new UnrolledGraph(layers(), all, values.clone(), part, finite(), edgesAsPrinted);
  }

  /**
   * Number of edges of the whole graph as the paper's Table 5 counts them. Where a convolution
   * pads, it adds, for each output position whose window touches the padding and for each input
   * channel, an edge to that channel's first position, unless there is one.
   */
  public long edgesAsPrinted() {
    return edgesAsPrinted;
  }

  @Override
  double[] degrees() {
    if (activations == null) {
      return degreesByCount();
    }
    double[] degrees =
        part == Part.NEGATIVE ? new double[nodes()] : part(Part.POSITIVE).magnitudes();
    if (part != Part.POSITIVE) {
      Kernels.add(-1, part(Part.NEGATIVE).magnitudes(), degrees);
    }
    return degrees;
  }

  private double[] degreesByCount() {
    double[] degrees = new double[nodes()];
    for (Block block : blocks()) {
      NodeLayer rows = layers().get(block.rowLayer());
      NodeLayer columns = layers().get(block.columnLayer());
      double[] up = new double[rows.size()];
      double[] down = new double[columns.size()];
      if (block instanceof SlidingBlock sliding) {
        sliding.addDegrees(up, down);
      } else {
        block.multiply(ones(columns.size()), ones(rows.size()), up, down);
      }
      add(up, degrees, rows);
      add(down, degrees, columns);
    }
    return degrees;
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void add(double[] values, double[] degrees, NodeLayer layer) {
    for (int i = 0; i < values.length; i++) {
      degrees[layer.offset() + i] += values[i];
    }
  }

  private static List<Block> blocks(
      List<NodeLayer> layers, List<Block> all, double[] activations, Part part) {
    if (activations == null) {
      return all.stream().flatMap(block -> part.of(block).stream()).toList();
    }
    return all.stream()
        .flatMap(block -> ScaledBlock.of(part, block, layers, activations).stream())
        .toList();
  }

  /** Takes the weights in pieces of whole rows, in any order. For one thread, and for one graph. */
  public static final class Builder {
    private final UnrolledLayout layout;
    private final LayerRows given;
    private boolean finite = true;

    private Builder(Network network, UnrolledLayout layout) {
      this.layout = layout;
      this.given = new LayerRows(network);
      for (int layer = 0; layer < network.layers().size(); layer++) {
        if (layout.weights(layer) != null) {
          given.want(layer);
        }
      }
    }

    /**
     * Lays the graph out and allocates its weights.
     *
     * @param input {@code [channels, spatial...]} or {@code [units]}, see {@link Positions}
     * @throws IllegalArgumentException if a layer does not fit what it takes, has more weights than
     *     an array holds, or the graph has more nodes than one holds
     */
    public static Builder of(Network network, Shortcuts shortcuts, int... input) {
      var layout = UnrolledLayout.of(network, shortcuts, Positions.of(network, input));
      return new Builder(network, layout);
    }

    /**
     * Bytes of heap that the graph and the computation of its features take, within some tenths.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static long bytes(Network network, Shortcuts shortcuts, int... input) {
      Positions positions = Positions.of(network, input);
      long nodes = positions.nodes(Network.INPUT_INDEX);
      long weights = 0;
      for (int layer = 0; layer < network.layers().size(); layer++) {
        LayerSpec spec = network.layers().get(layer);
        if (shortcuts.has(spec)) {
          nodes += network.sum(layer) == layer ? positions.nodes(layer) : 0;
          weights += spec.weights();
        }
      }
      return Float.BYTES * weights + BYTES_OF_NODE * nodes;
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
      finite &= layout.weights(layer).put(firstRow, rows, weights);
      return this;
    }

    /**
     * The whole graph. The builder takes no rows afterwards.
     *
     * @throws IllegalArgumentException if rows are missing
     */
    public UnrolledGraph build() {
      given.close();
      List<Block> blocks = layout.blocks();
      return new UnrolledGraph(
          layout.layers(), blocks, null, Part.ALL, finite, layout.edgesAsPrinted());
    }
  }
}
