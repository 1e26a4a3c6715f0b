package io.epochgraph.networks.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a TensorProto of onnx.proto: its bytes stay where they are, unless they are spread. */
final class OnnxTensorReader {

  private static final int MOST_AXES = 16;
  private static final int EXTERNAL = 1;

  /** Integers kept one by one: shapes, axes and the like. No weights are written so. */
  private static final int MOST_INTEGERS = 4096;

  private final ExternalData external;
  private final List<Long> dims = new ArrayList<>();
  private final List<MemorySegment> pieces = new ArrayList<>();
  private final List<Long> integers = new ArrayList<>();
  private final ByteArrayOutputStream halves = new ByteArrayOutputStream();
  private final Map<String, String> place = new HashMap<>();
  private String name = "";
  private long type;
  private long location;
  private boolean tooMany;

  OnnxTensorReader(ExternalData external) {
    this.external = external;
  }

  Tensor read(WireReader message) throws IOException {
    while (message.next()) {
      switch (message.field()) {
        case 1 -> message.integers(this::dimension);
        case 2 -> type = message.integer();
        case 4, 10 -> pieces.add(message.fixed());
        case 5, 7 -> message.integers(this::integer);
        case 8 -> name = message.text();
        case 9 -> pieces.add(message.bytes());
        case 13 -> entry(message.message());
        case 14 -> location = message.integer();
        default -> message.skip();
      }
    }
    Type found = type();
    if (found.width() == 0 || (tooMany && found.width() != Short.BYTES)) {
      return new Tensor(name, found.name(), dims, MemorySegment.ofArray(new byte[0]));
    }
    long wanted = bytes(found.width());
    MemorySegment data = location == EXTERNAL ? external.read(place, wanted) : bytes(found);
    if (data.byteSize() != wanted) {
      throw new IllegalArgumentException(
          "tensor %s has %d bytes: shape %s of %s wants %d"
              .formatted(Printable.quoted(name), data.byteSize(), dims, found.name(), wanted));
    }
    return new Tensor(name, found.name(), dims, data);
  }

  private void dimension(long extent) {
    if (extent < 0 || dims.size() == MOST_AXES) {
      throw new IllegalArgumentException(
          "tensor %s: extent %d after %s: want at most %d extents of 0 or more"
              .formatted(Printable.quoted(name), extent, dims, MOST_AXES));
    }
    dims.add(extent);
  }

  /** Integers, or the bits of half floats. */
  private void integer(long value) {
    if (integers.size() < MOST_INTEGERS) {
      integers.add(value);
    } else {
      tooMany = true;
    }
    halves.write((int) value);
    halves.write((int) (value >>> 8));
  }

  private void entry(WireReader message) {
    String key = "";
    String value = "";
    while (message.next()) {
      switch (message.field()) {
        case 1 -> key = message.text();
        case 2 -> value = message.text();
        default -> message.skip();
      }
    }
    place.put(key, value);
  }

  private MemorySegment bytes(Type found) {
    if (pieces.size() == 1) {
      return pieces.getFirst();
    }
    if (!pieces.isEmpty()) {
      return joined();
    }
    if (found.width() == Short.BYTES) {
      return MemorySegment.ofArray(halves.toByteArray());
    }
    var values = ByteBuffer.allocate(integers.size() * found.width());
    values.order(ByteOrder.LITTLE_ENDIAN);
    for (long value : integers) {
      switch (found.width()) {
        case Long.BYTES -> values.putLong(value);
        case Integer.BYTES -> values.putInt((int) value);
        default -> values.put((byte) value);
      }
    }
    return MemorySegment.ofArray(values.array());
  }

  private MemorySegment joined() {
    var all = new ByteArrayOutputStream();
    for (MemorySegment piece : pieces) {
      all.writeBytes(piece.toArray(ValueLayout.JAVA_BYTE));
    }
    return MemorySegment.ofArray(all.toByteArray());
  }

  private long bytes(int width) {
    try {
      return dims.stream().reduce((long) width, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "tensor %s: shape %s: more bytes than a file can have"
              .formatted(Printable.quoted(name), dims),
          e);
    }
  }

  /** The element type by its number in TensorProto.DataType; width 0 where no graph needs it. */
  private Type type() {
    ElementType known =
        switch ((int) type) {
          case 1 -> ElementType.F32;
          case 2 -> ElementType.U8;
          case 3 -> ElementType.I8;
          case 6 -> ElementType.I32;
          case 7 -> ElementType.I64;
          case 9 -> ElementType.BOOL;
          case 10 -> ElementType.F16;
          case 11 -> ElementType.F64;
          case 16 -> ElementType.BF16;
          default -> null;
        };
    return known == null
        ? new Type("number %d of ONNX".formatted(type), 0)
        : new Type(known.name(), known.bytes());
  }

  private record Type(String name, int width) {}
}
