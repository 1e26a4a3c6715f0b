package io.epochgraph.cli;

import io.epochgraph.math.DType;
import io.epochgraph.math.LayerKind;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Window;
import io.epochgraph.publish.PublishedLayer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One layer of a made network.
 *
 * @param shape {@code [out, in / groups, kernel...]} or {@code [out, in]}; empty for a pooling
 * @param weights row-major
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MadeLayer(String name, LayerKind kind, int[] shape, int groups, float[] weights) {

  static MadeLayer pooling(String name) {
    return new MadeLayer(name, LayerKind.POOLING, new int[0], 1, new float[0]);
  }

  /** Weights in all. */
  static int count(int... shape) {
    int count = 1;
    for (int extent : shape) {
      count *= extent;
    }
    return count;
  }

  /** As a publisher takes it; the weights are to be exact in {@code dtype}. */
  PublishedLayer published(DType dtype) {
    if (kind == LayerKind.POOLING) {
      var window = Window.pooling(List.of(2, 2), List.of(2, 2), List.of());
      return PublishedLayer.weightless(LayerSpec.pooling(name).sliding(window));
    }
    return PublishedLayer.of(new LayerSpec(name, kind, shape, groups), dtype, bytes(dtype));
  }

  /** The weights as they travel. */
  ByteBuffer bytes(DType dtype) {
    var bytes = ByteBuffer.allocate(weights.length * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float weight : weights) {
      switch (dtype) {
        case F32 -> bytes.putFloat(weight);
        case F16 -> bytes.putShort(Float.floatToFloat16(weight));
        case BF16 -> bytes.putShort((short) (Float.floatToRawIntBits(weight) >>> 16));
      }
    }
    return bytes.flip();
  }
}
