package io.epochgraph.networks.files;

import io.epochgraph.math.DType;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tensor to be written.
 *
 * @param name unique in its file
 * @param shape in PyTorch's order
 * @param data little-endian elements, row-major, as many as the shape says; position and limit are
 *     left alone
 */
public record TensorBytes(String name, DType dtype, List<Integer> shape, ByteBuffer data) {

  public TensorBytes {
    shape = List.copyOf(shape);
    long bytes = dtype.bytes();
    for (int extent : shape) {
      bytes *= extent;
    }
    if (data.remaining() != bytes) {
      throw new IllegalArgumentException(
          "tensor %s: %d bytes: want %d, as shape %s in %s has"
              .formatted(name, data.remaining(), bytes, shape, dtype));
    }
  }
}
