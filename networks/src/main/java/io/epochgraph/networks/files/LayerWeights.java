package io.epochgraph.networks.files;

import io.epochgraph.math.DType;
import io.epochgraph.math.LayerSpec;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where a layer's weights are.
 *
 * @param inputsFirst whether the tensor is {@code [in, out]} where the layer is {@code [out, in]}
 */
record LayerWeights(LayerSpec layer, Tensor tensor, boolean inputsFirst) {

  /** Checks that the tensor is the layer's. */
  LayerWeights {
    long wanted = Math.multiplyExact(layer.weights(), tensor.dtype().bytes());
    if (tensor.data().byteSize() != wanted) {
      throw new IllegalArgumentException(
          "tensor %s has %d bytes: %s wants %d"
              .formatted(Printable.quoted(tensor.name()), tensor.data().byteSize(), layer, wanted));
    }
  }

  DType dtype() {
    return tensor.dtype();
  }

  ByteBuffer rows(int first, int count) {
    if (first < 0 || count < 1 || first > layer.rows() - count) {
      throw new IllegalArgumentException(
          "layer '%s': %d rows from row %d on: want some of its %d"
              .formatted(layer.name(), count, first, layer.rows()));
    }
    long rowBytes = (long) layer.rowLength() * dtype().bytes();
    long bytes = count * rowBytes;
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "layer '%s': %d rows of %d bytes: want at most %d bytes at once"
              .formatted(layer.name(), count, rowBytes, Integer.MAX_VALUE));
    }
    ByteBuffer rows =
        inputsFirst
            ? transposed(first, count)
            : tensor.data().asSlice(first * rowBytes, bytes).asByteBuffer();
    return rows.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer transposed(int first, int count) {
    int width = dtype().bytes();
    int inputs = layer.rowLength();
    var rows = new byte[count * inputs * width];
    MemorySegment target = MemorySegment.ofArray(rows);
    for (int input = 0; input < inputs; input++) {
      long source = ((long) input * layer.rows() + first) * width;
      for (int row = 0; row < count; row++) {
        long to = ((long) row * inputs + input) * width;
        if (width == Float.BYTES) {
          target.set(
              ValueLayout.JAVA_INT_UNALIGNED,
              to,
              tensor.data().get(ValueLayout.JAVA_INT_UNALIGNED, source + (long) row * width));
        } else {
          target.set(
              ValueLayout.JAVA_SHORT_UNALIGNED,
              to,
              tensor.data().get(ValueLayout.JAVA_SHORT_UNALIGNED, source + (long) row * width));
        }
      }
    }
    return ByteBuffer.wrap(rows);
  }
}
