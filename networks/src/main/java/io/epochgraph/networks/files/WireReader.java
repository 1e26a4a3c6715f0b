package io.epochgraph.networks.files;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * One protobuf message in mapped memory, field by field. Nothing is copied but texts, and nothing
 * is allocated by a length that a file merely claims. Protobuf's own library would read mapped
 * memory through internals of the JDK, or else copy it.
 *
 * <p>After {@link #next}, exactly one of the reading methods takes the field's value, or {@link
 * #skip} passes it.
 */
final class WireReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int LONGEST_VARINT = 10;

  private final MemorySegment message;
  private long position;
  private int field;
  private int wireType;

  WireReader(MemorySegment message) {
    this.message = message;
  }

  /** Whether there is another field; it is then the current one. */
  boolean next() {
    if (position == message.byteSize()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (tag >>> 32 != 0 || field == 0) {
      throw new IllegalArgumentException(
          "a field tagged %s: want one of 1 to 2^29 - 1".formatted(Long.toUnsignedString(tag)));
    }
    return true;
  }

  /** The current field's number. */
  int field() {
    return field;
  }

  /** An integer of any width. */
  long integer() {
    require(VARINT);
    return varint();
  }

  /** The bytes of a text, of bytes, of a message or of packed numbers: a view. */
  MemorySegment bytes() {
    require(BYTES);
    long length = varint();
    if (length < 0 || length > message.byteSize() - position) {
      throw new IllegalArgumentException(
          "field %d of %s bytes: want at most %d, the rest of its message"
              .formatted(field, Long.toUnsignedString(length), message.byteSize() - position));
    }
    MemorySegment bytes = message.asSlice(position, length);
    position += length;
    return bytes;
  }

  /** A message within this one. */
  WireReader message() {
    return new WireReader(bytes());
  }

  /** A text in UTF-8. */
  String text() {
    return new String(bytes().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /** The integers of a repeated field: this one, or those packed in it. */
  void integers(LongConsumer each) {
    if (wireType == VARINT) {
      each.accept(varint());
      return;
    }
    WireReader packed = message();
    while (packed.position < packed.message.byteSize()) {
      each.accept(packed.varint());
    }
  }

  /** The bytes of repeated numbers of a fixed width: of this one, or of those packed in it. */
  MemorySegment fixed() {
    return switch (wireType) {
      case FIXED32 -> take(Integer.BYTES);
      case FIXED64 -> take(Long.BYTES);
      default -> bytes();
    };
  }

  /** Passes the current field. */
  void skip() {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> take(Long.BYTES);
      case BYTES -> bytes();
      case FIXED32 -> take(Integer.BYTES);
      default ->
          throw new IllegalArgumentException(
              "field %d is of wire type %d: want one of 0, 1, 2, 5".formatted(field, wireType));
    }
  }

  private long varint() {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      byte b = take(1).get(ValueLayout.JAVA_BYTE, 0);
      value |= (b & 0x7fL) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "an integer of more than %d bytes after field %d".formatted(LONGEST_VARINT, field));
  }

  private MemorySegment take(int length) {
    if (length > message.byteSize() - position) {
      throw new IllegalArgumentException(
          "a message ends within field %d: is the file cut off?".formatted(field));
    }
    position += length;
    return message.asSlice(position - length, length);
  }

  private void require(int wanted) {
    if (wireType != wanted) {
      throw new IllegalArgumentException(
          "field %d is of wire type %d: want %d".formatted(field, wireType, wanted));
    }
  }
}
