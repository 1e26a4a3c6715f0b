package io.epochgraph.benchmarks.large;

import io.epochgraph.math.LayerSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Weights that cost next to nothing to make: uniform, of the deviation that training begins with.
 */
final class MadeWeights {

  private static final int FRACTION_BITS = 24;

  private long state;

  MadeWeights(long seed) {
    this.state = seed;
  }

  /** Fills what remains in {@code buffer} with weights of {@code layer}, little-endian. */
  void fill(LayerSpec layer, ByteBuffer buffer) {
    double fanIn = (double) layer.inputs() / layer.groups() * layer.kernelSize();
    float width = (float) (2 * Math.sqrt(6 / fanIn) / (1 << FRACTION_BITS));
    ByteBuffer little = buffer.order(ByteOrder.LITTLE_ENDIAN);
    while (little.remaining() >= Float.BYTES) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      little.putFloat(((int) (state >>> 40) - (1 << (FRACTION_BITS - 1))) * width);
    }
  }
}
