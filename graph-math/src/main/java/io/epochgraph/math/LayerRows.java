package io.epochgraph.math;

import java.util.BitSet;

/** Keeps account of which rows of which layers' weights a graph's builder was given. */
final class LayerRows {
  private final Network network;
  private final BitSet[] given; // (layers), null where not wanted
  private boolean closed;

  LayerRows(Network network) {
    this.network = network;
    this.given = new BitSet[network.layers().size()];
  }

  /** From now on the layer's rows are wanted. */
  void want(int layer) {
    given[layer] = new BitSet(network.layers().get(layer).rows());
  }

  boolean wants(int layer) {
    return given[layer] != null;
  }

  /**
   * Notes rows as given.
   *
   * @param length of the array that holds them
   * @throws IllegalArgumentException if the layer is unknown or not wanted, the rows lie outside
   *     it, one of them was given before, or the array is too short
   * @throws IllegalStateException if the account is closed
   */
  void give(int layer, int firstRow, int rows, int length) {
    requireOpen();
    if (layer < 0 || layer >= given.length) {
      throw new IllegalArgumentException(
          "layer %d is not among layers 0..%d".formatted(layer, given.length - 1));
    }
    LayerSpec spec = network.layers().get(layer);
    if (!wants(layer)) {
      throw new IllegalArgumentException(
          "layer '%s' is %s and has no rows"
              .formatted(
                  spec.name(),
                  spec.kind().hasWeights() ? "a shortcut that is left out" : "without weights"));
    }
    if (firstRow < 0 || rows < 1 || firstRow > spec.rows() - rows) {
      throw new IllegalArgumentException(
          "layer '%s': %d rows from row %d on are not within its %d rows"
              .formatted(spec.name(), rows, firstRow, spec.rows()));
    }
    if (length < (long) rows * spec.rowLength()) {
      throw new IllegalArgumentException(
          "layer '%s': %d weights are too few for %d rows of %d"
              .formatted(spec.name(), length, rows, spec.rowLength()));
    }
    int repeated = given[layer].nextSetBit(firstRow);
    if (repeated >= 0 && repeated < firstRow + rows) {
      throw new IllegalArgumentException(
          "layer '%s': row %d is given twice".formatted(spec.name(), repeated));
    }
    given[layer].set(firstRow, firstRow + rows);
  }

  /**
   * Closes the account.
   *
   * @throws IllegalArgumentException if rows are missing
   * @throws IllegalStateException if it is closed already
   */
  void close() {
    requireOpen();
    for (int layer = 0; layer < given.length; layer++) {
      LayerSpec spec = network.layers().get(layer);
      if (wants(layer) && given[layer].cardinality() < spec.rows()) {
        throw new IllegalArgumentException(
            "layer '%s': row %d is missing; %d of its %d rows were given"
                .formatted(
                    spec.name(),
                    given[layer].nextClearBit(0),
                    given[layer].cardinality(),
                    spec.rows()));
      }
    }
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the graph is built already");
    }
  }
}
