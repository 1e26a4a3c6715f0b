package io.epochgraph.math;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The paper's rolled graph of a network whose layers follow each other: channels are nodes, kernels
 * are edges.
 *
 * <p>Nodes are the input channels, then each convolution's filters and each linear layer's outputs.
 * Every convolution's filter l is joined to each channel k of its group by an edge of weight {@code
 * ‖K[l,k,...]‖₂}; a linear layer's outputs to the units before it by {@code |w|}, or, behind a
 * convolution (whose output is flattened channel by channel), to each channel by the norm of the
 * weights that belong to it. Pooling, biases, batch norm and residual shortcuts add nothing. Edges
 * of weight zero count as edges.
 *
 * <p>Immutable. Takes 8 bytes an edge.
 */
public final class RolledGraph {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final List<NodeLayer> layers;
  private final List<Block> blocks;
  private final boolean finite;

  private RolledGraph(List<NodeLayer> layers, List<Block> blocks, boolean finite) {
    this.layers = List.copyOf(layers);
    this.blocks = List.copyOf(blocks);
    this.finite = finite;
  }

  /** Number of nodes. */
  public int nodes() {
    return layers.getLast().end();
  }

  /** Number of edges. */
  public long edges() {
    return blocks.stream().mapToLong(block -> block.weights().length).sum();
  }

  /** The layers of nodes in node order; the first one is named {@code input}. */
  public List<NodeLayer> layers() {
    return layers;
  }

  /** Index of the first node of a layer of nodes; layer 0 is the input. */
  public int layerOffset(int layer) {
    return layers.get(layer).offset();
  }

  /** Whether no weight of the network was NaN or infinite. */
  public boolean finite() {
    return finite;
  }

  List<Block> blocks() {
    return blocks;
  }

  /**
   * Takes the weights in pieces of whole rows, in any order, and keeps only their norms, so that a
   * network's weights need never be in memory together. For one thread, and for one graph.
   */
  public static final class Builder {
    private final List<LayerShape> shapes;
    private final List<NodeLayer> layers = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final Block[] blockOf; // (shapes), null for pooling
    private final BitSet[] given; // (shapes), rows seen
    private boolean finite = true;
    private boolean built;

    private Builder(List<LayerShape> shapes) {
      this.shapes = List.copyOf(shapes);
      this.blockOf = new Block[shapes.size()];
      this.given = new BitSet[shapes.size()];
    }

    /**
     * Lays the graph out and allocates its edges.
     *
     * @param shapes the layers in the order data passes them; at least one with weights
     * @throws IllegalArgumentException if names repeat, no layer has weights, a layer does not take
     *     what the one before it gives, or a layer has more edges than an array holds
     */
    public static Builder forLayers(List<LayerShape> shapes) {
      checkNames(shapes);
      checkChain(shapes);
      Builder builder = new Builder(shapes);
      for (int i = 0; i < shapes.size(); i++) {
        if (shapes.get(i).kind() != LayerKind.POOLING) {
          builder.append(i);
        }
      }
      return builder;
    }

    /**
     * Adds rows of a layer's weights. Weights may be NaN or infinite; the graph then says it is not
     * finite.
     *
     * @param layer index into the shapes, pooling counted
     * @param weights {@code (rows, rowLength)} from index 0 on; may be longer, and is not kept
     * @return this builder
     * @throws IllegalArgumentException if the layer is unknown or has no weights, the rows lie
     *     outside it, one of them was given before, or the array is too short
     */
    public Builder rows(int layer, int firstRow, int rows, float[] weights) {
      requireOpen();
      if (layer < 0 || layer >= shapes.size()) {
        throw new IllegalArgumentException(
            "layer %d is not among layers 0..%d".formatted(layer, shapes.size() - 1));
      }
      LayerShape shape = shapes.get(layer);
      if (shape.kind() == LayerKind.POOLING) {
        throw new IllegalArgumentException(
            "layer '%s' is pooling and has no rows".formatted(shape.name()));
      }
      if (firstRow < 0 || rows < 1 || firstRow > shape.rows() - rows) {
        throw new IllegalArgumentException(
            "layer '%s': %d rows from row %d on are not within its %d rows"
                .formatted(shape.name(), rows, firstRow, shape.rows()));
      }
      if (weights.length < (long) rows * shape.rowLength()) {
        throw new IllegalArgumentException(
            "layer '%s': %d weights are too few for %d rows of %d"
                .formatted(shape.name(), weights.length, rows, shape.rowLength()));
      }
      int repeated = given[layer].nextSetBit(firstRow);
      if (repeated >= 0 && repeated < firstRow + rows) {
        throw new IllegalArgumentException(
            "layer '%s': row %d is given twice".formatted(shape.name(), repeated));
      }
      given[layer].set(firstRow, firstRow + rows);
      int edges = blockOf[layer].inputs();
      double sum =
          Kernels.norms(
              weights,
              rows * edges,
              shape.rowLength() / edges,
              blockOf[layer].weights(),
              firstRow * edges);
      finite &= Double.isFinite(sum);
      return this;
    }

    /**
     * The graph. The builder takes no rows afterwards.
     *
     * @throws IllegalArgumentException if rows are missing
     */
    public RolledGraph build() {
      requireOpen();
      for (int i = 0; i < shapes.size(); i++) {
        LayerShape shape = shapes.get(i);
        if (blockOf[i] != null && given[i].cardinality() < shape.rows()) {
          throw new IllegalArgumentException(
              "layer '%s': row %d is missing; %d of its %d rows were given"
                  .formatted(
                      shape.name(),
                      given[i].nextClearBit(0),
                      given[i].cardinality(),
                      shape.rows()));
        }
      }
      built = true;
      return new RolledGraph(layers, blocks, finite);
    }

    private void requireOpen() {
      if (built) {
        throw new IllegalStateException("the graph is built already");
      }
    }

    private void append(int index) {
      LayerShape shape = shapes.get(index);
      if (layers.isEmpty()) {
        layers.add(new NodeLayer("input", 0, shape.inputs()));
      }
      NodeLayer before = layers.getLast();
      int inputs = before.size() / shape.groups();
      int source = layers.size() - 1;
      Block block =
          new Block(
              source,
              source + 1,
              shape.groups(),
              shape.outputs(),
              inputs,
              new double[shape.outputs() * inputs]);
      blocks.add(block);
      layers.add(new NodeLayer(shape.name(), before.end(), shape.outputs()));
      blockOf[index] = block;
      given[index] = new BitSet(shape.rows());
    }

    private static void checkNames(List<LayerShape> shapes) {
      Set<String> names = new HashSet<>();
      for (LayerShape shape : shapes) {
        if (!names.add(shape.name())) {
          throw new IllegalArgumentException(
              "two layers are named '%s'; names must differ".formatted(shape.name()));
        }
      }
    }

    private static void checkChain(List<LayerShape> shapes) {
      List<LayerShape> weighted =
          shapes.stream().filter(shape -> shape.kind() != LayerKind.POOLING).toList();
      if (weighted.isEmpty()) {
        throw new IllegalArgumentException(
            "no convolution or linear layer among " + shapes + "; a graph needs one");
      }
      LayerShape before = null;
      long nodes = weighted.getFirst().inputs();
      for (LayerShape shape : weighted) {
        if (before != null) {
          checkFit(before, shape);
        }
        int channels = before == null ? shape.inputs() : before.outputs();
        long edges = (long) shape.outputs() * (channels / shape.groups());
        nodes += shape.outputs();
        if (edges > LARGEST_ARRAY || nodes > LARGEST_ARRAY) {
          throw new IllegalArgumentException(
              "layer '%s' brings %d edges and the graph to %d nodes; at most %d of each are possible"
                  .formatted(shape.name(), edges, nodes, LARGEST_ARRAY));
        }
        before = shape;
      }
    }

    private static void checkFit(LayerShape before, LayerShape shape) {
      boolean flattened =
          before.kind() == LayerKind.CONVOLUTION && shape.kind() == LayerKind.LINEAR;
      boolean fits =
          flattened ? shape.inputs() % before.outputs() == 0 : shape.inputs() == before.outputs();
      if (!fits) {
        throw new IllegalArgumentException(
            "layer '%s' takes %d inputs, but layer '%s' before it gives %d; expected %s"
                .formatted(
                    shape.name(),
                    shape.inputs(),
                    before.name(),
                    before.outputs(),
                    flattened ? "a multiple" : "as many"));
      }
    }
  }
}
