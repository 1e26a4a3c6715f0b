package io.epochgraph.publish;

import java.nio.ByteBuffer;

/**
 * Where a layer's weights are read from, some rows at a time, so that a layer may be larger than a
 * buffer or the heap.
 */
@FunctionalInterface
public interface WeightRows {

  /**
   * Rows of the weights, little-endian and row-major in the order of the weight shape. May be
   * called from another thread, and for the same rows again.
   *
   * @param first row
   * @param count of rows, at most as many as fill 512 KiB, or one
   * @return what remains in it are these rows and nothing else
   */
  ByteBuffer rows(int first, int count);
}
