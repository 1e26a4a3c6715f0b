package io.epochgraph.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Another block's edges, each weight multiplied by a number that belongs to the node on one side.
 *
 * @param scale {@code (rows)} or {@code (columns)}, not negative
 * @param byRow whether the numbers belong to the rows
 * @param zerosCount whether edges of weight zero count as edges
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ScaledBlock(Block block, double[] scale, boolean byRow, boolean zerosCount)
    implements Block {

  /**
   * A part of the edges whose weights are the block's times activations of their source nodes: the
   * signs of both make that of the product.
   *
   * @param block all edges
   * @param layers of the graph
   * @param nodes {@code (nodes)}, the activations
   * @return at most two blocks
   */
  static List<Block> of(Part part, Block block, List<NodeLayer> layers, double[] nodes) {
    boolean byRow = block instanceof SlidingBlock sliding && sliding.transposed();
    NodeLayer source = layers.get(byRow ? block.rowLayer() : block.columnLayer());
    double[] activations = Arrays.copyOfRange(nodes, source.offset(), source.end());
    if (part == Part.ALL) {
      double[] magnitudes = Arrays.stream(activations).map(Math::abs).toArray();
      return List.of(new ScaledBlock(block, magnitudes, byRow, true));
    }
    List<Block> blocks = new ArrayList<>();
    for (Part sign : List.of(Part.POSITIVE, Part.NEGATIVE)) {
      Part weights = sign == Part.POSITIVE ? part : part.opposite();
      double[] scale = Arrays.stream(activations).map(sign::magnitude).toArray();
      if (Arrays.stream(scale).anyMatch(number -> number > 0)) {
        weights
            .of(block)
            .ifPresent(edges -> blocks.add(new ScaledBlock(edges, scale, byRow, false)));
      }
    }
    return blocks;
  }

  @Override
  public int rowLayer() {
    return block.rowLayer();
  }

  @Override
  public int columnLayer() {
    return block.columnLayer();
  }

  /** Visits every edge unless those of weight zero count. */
  @Override
  public long edges() {
    if (zerosCount) {
      return block.edges();
    }
    var count = new long[1];
    visit(false, (_, _) -> count[0]++);
    return count[0];
  }

  @Override
  public void multiply(double[] x, double[] y, double[] up, double[] down) {
    if (byRow) {
      double[] products = new double[up.length];
      block.multiply(x, scaled(y), products, down);
      addScaled(products, up);
    } else {
      double[] products = new double[down.length];
      block.multiply(scaled(x), y, up, products);
      addScaled(products, down);
    }
  }

  @Override
  public void visit(boolean thin, EdgeVisitor edges) {
    block.visit(
        thin,
        (row, column) -> {
          if (scale[byRow ? row : column] > 0) {
            edges.edge(row, column);
          }
        });
  }

  private double[] scaled(double[] values) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = scale[i] * values[i];
    }
    return scaled;
  }

  private void addScaled(double[] values, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += scale[i] * values[i];
    }
  }
}
