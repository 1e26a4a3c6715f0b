package io.epochgraph.trainer.network;

import io.epochgraph.math.LayerSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * One layer and its weights at one moment of a run. The bytes are handed over, not copied: neither
 * side may change them afterwards.
 *
 * @param bytes the weights in the order of the weight shape, last index fastest, each a
 *     little-endian F32; empty for a layer without. NaN and infinite weights are valid: the run
 *     diverged.
 */
@SuppressWarnings("ArrayRecordComponent")
public record LayerWeights(LayerSpec layer, byte[] bytes) {

  public LayerWeights {
    if (bytes.length != Float.BYTES * layer.weights()) {
      throw new IllegalArgumentException(
          "layer %s: %d bytes of weights, shape %s wants %d"
              .formatted(
                  layer.name(),
                  bytes.length,
                  Arrays.toString(layer.weightShape()),
                  Float.BYTES * layer.weights()));
    }
  }

  /** A view of the weights as floats. */
  public FloatBuffer values() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
