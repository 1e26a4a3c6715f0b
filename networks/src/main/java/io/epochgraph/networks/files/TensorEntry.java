package io.epochgraph.networks.files;

import java.util.List;

/**
 * What a safetensors header says of one tensor.
 *
 * @param shape extents from the outermost, each at least 0; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 */
public record TensorEntry(String name, ElementType type, List<Long> shape, long begin, long end) {

  /**
   * @throws IllegalArgumentException if the shape and the type do not fill the bytes exactly
   */
  public TensorEntry {
    shape = List.copyOf(shape);
    if (shape.stream().anyMatch(extent -> extent < 0)) {
      throw new IllegalArgumentException("shape %s: want extents of 0 or more".formatted(shape));
    }
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "data_offsets [%d, %d]: want 0 or more, and the second no less than the first"
              .formatted(begin, end));
    }
    if (end - begin != bytes(type, shape)) {
      throw new IllegalArgumentException(
          "data_offsets [%d, %d] hold %d bytes: shape %s of %s wants %d"
              .formatted(begin, end, end - begin, shape, type, bytes(type, shape)));
    }
  }

  private static long bytes(ElementType type, List<Long> shape) {
    try {
      return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "shape %s of %s: more bytes than a file can have".formatted(shape, type), e);
    }
  }
}
