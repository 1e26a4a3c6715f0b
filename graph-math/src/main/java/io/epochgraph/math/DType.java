package io.epochgraph.math;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Arrays;

/** Element types of weight tensors, named as in safetensors files. */
public enum DType {
  /** IEEE 754 binary32. */
  F32(4),
  /** IEEE 754 binary16. */
  F16(2),
  /** bfloat16: the upper half of a binary32. */
  BF16(2);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Width of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /**
   * The type of this exact name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DType of(String name) {
    for (DType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "dtype '%s' is unknown; expected one of %s".formatted(name, Arrays.toString(values())));
  }

  /**
   * Decodes {@code count} little-endian elements, whatever the buffer's own byte order, from the
   * buffer's position on, and moves the position past them. Every F16 and BF16 value is exact as a
   * float.
   *
   * @param src at least {@code count * bytes()} bytes remaining; heap buffers decode fastest
   * @param dst receives the elements at {@code offset .. offset + count - 1}
   * @throws IllegalArgumentException if the buffer holds too little or the array has no room
   */
  public void decode(ByteBuffer src, float[] dst, int offset, int count) {
    if (count < 0 || offset < 0 || offset > dst.length - count) {
      throw new IllegalArgumentException(
          "%d elements at offset %d do not fit an array of %d"
              .formatted(count, offset, dst.length));
    }
    if (src.remaining() < (long) count * bytes) {
      throw new IllegalArgumentException(
          "%d bytes remain; %d elements of %s take %d"
              .formatted(src.remaining(), count, this, (long) count * bytes));
    }
    ByteBuffer little = src.slice(src.position(), count * bytes).order(ByteOrder.LITTLE_ENDIAN);
    switch (this) {
      case F32 -> little.asFloatBuffer().get(dst, offset, count);
      case F16 -> {
        ShortBuffer halves = little.asShortBuffer();
        for (int i = 0; i < count; i++) {
          dst[offset + i] = Float.float16ToFloat(halves.get(i));
        }
      }
      case BF16 -> {
        ShortBuffer halves = little.asShortBuffer();
        for (int i = 0; i < count; i++) {
          dst[offset + i] = Float.intBitsToFloat(halves.get(i) << 16);
        }
      }
    }
    src.position(src.position() + count * bytes);
  }
}
