package io.epochgraph.networks.files;

import io.epochgraph.math.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor of a file.
 *
 * @param type of its elements, as safetensors names it
 * @param shape extents from the outermost, each at least 0; empty for a scalar
 * @param data its bytes, little-endian and row-major, as many as type and shape say
 */
record Tensor(String name, String type, List<Long> shape, MemorySegment data) {

  Tensor {
    shape = List.copyOf(shape);
  }

  /**
   * The type, where the elements can be weights of a graph.
   *
   * @throws IllegalArgumentException where they cannot
   */
  DType dtype() {
    for (DType dtype : DType.values()) {
      if (dtype.name().equals(type)) {
        return dtype;
      }
    }
    throw new IllegalArgumentException(
        "tensor %s is of type %s: want one of %s; convert it before it is saved"
            .formatted(Printable.quoted(name), type, Arrays.toString(DType.values())));
  }

  /**
   * All elements.
   *
   * @throws IllegalArgumentException if they cannot be weights, or are more than an array holds
   */
  float[] values() {
    DType dtype = dtype();
    if (data.byteSize() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "tensor %s has %d bytes: want at most %d"
              .formatted(Printable.quoted(name), data.byteSize(), Integer.MAX_VALUE));
    }
    float[] values = new float[(int) data.byteSize() / dtype.bytes()];
    dtype.decode(data.asByteBuffer(), values, 0, values.length);
    return values;
  }

  /**
   * The shape as a layer has it.
   *
   * @throws IllegalArgumentException if an extent is 0 or above 2^31 - 1
   */
  int[] extents() {
    if (shape.stream().anyMatch(extent -> extent < 1 || extent > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "tensor %s has shape %s: want extents from 1 to %d"
              .formatted(Printable.quoted(name), shape, Integer.MAX_VALUE));
    }
    return shape.stream().mapToInt(Long::intValue).toArray();
  }

  /** Two or more axes: weights of a layer, where a vector is a bias or a scale. */
  boolean isMatrix() {
    return shape.size() >= 2;
  }
}
