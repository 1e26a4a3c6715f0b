package io.epochgraph.networks.files;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file: eight bytes with the header's length, a JSON header, then the tensors. It is
 * mapped into memory, so opening costs the header alone, and the file must not be changed while it
 * is open. Any thread may read it until it is closed.
 */
public final class SafetensorsFile implements TensorFile {

  private static final long MAX_HEADER = 100_000_000;
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Path path;
  private final Arena arena;
  private final MemorySegment data;
  private final Map<String, TensorEntry> tensors;

  private SafetensorsFile(
      Path path, Arena arena, MemorySegment data, Map<String, TensorEntry> tensors) {
    this.path = path;
    this.arena = arena;
    this.data = data;
    this.tensors = tensors;
  }

  /**
   * Opens and checks a file.
   *
   * @throws IllegalArgumentException if it is no safetensors file; the message names the file and
   *     where it can the tensor, the value and what would be right
   * @throws IOException if it cannot be read
   */
  public static SafetensorsFile open(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      MemorySegment file = ExternalData.map(path, arena);
      long header = headerLength(file);
      MemorySegment data = file.asSlice(Long.BYTES + header);
      byte[] json = file.asSlice(Long.BYTES, header).toArray(ValueLayout.JAVA_BYTE);
      return new SafetensorsFile(path, arena, data, SafetensorsHeader.parse(json, data.byteSize()));
    } catch (IllegalArgumentException e) {
      arena.close();
      throw new IllegalArgumentException("%s: %s".formatted(path, e.getMessage()), e);
    } catch (IOException e) {
      arena.close();
      throw e;
    }
  }

  /** The tensors' names, in the header's order. */
  public Set<String> names() {
    return tensors.keySet();
  }

  /**
   * What the header says of a tensor.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public TensorEntry tensor(String name) {
    TensorEntry tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "%s: no tensor %s: it has %s".formatted(path, name, tensors.keySet()));
    }
    return tensor;
  }

  /**
   * The tensor's bytes, little-endian and row-major: a read-only view, valid until the file is
   * closed.
   *
   * @throws IllegalArgumentException if there is none of that name, or it has 2 GiB or more, which
   *     {@link #rows} gives in pieces
   */
  public ByteBuffer bytes(String name) {
    TensorEntry tensor = tensor(name);
    return view(tensor, tensor.begin(), tensor.end() - tensor.begin());
  }

  /**
   * Some of the tensor's rows, a row being all elements of one index of its first axis: a view as
   * of {@link #bytes}.
   *
   * @throws IllegalArgumentException if there is no tensor of that name, it is a scalar, the rows
   *     lie outside it, or have 2 GiB or more together
   */
  public ByteBuffer rows(String name, long first, long count) {
    TensorEntry tensor = tensor(name);
    long rows = tensor.shape().isEmpty() ? 0 : tensor.shape().getFirst();
    if (first < 0 || count < 1 || first > rows - count) {
      throw new IllegalArgumentException(
          "%s: tensor %s: %d rows from row %d on: want some of its %d"
              .formatted(path, name, count, first, rows));
    }
    long rowBytes = (tensor.end() - tensor.begin()) / rows;
    return view(tensor, tensor.begin() + first * rowBytes, count * rowBytes);
  }

  /**
   * All elements of a tensor of floating-point numbers, row-major.
   *
   * @throws IllegalArgumentException if there is none of that name, it has 2 GiB or more, or is of
   *     another type than F32, F16 and BF16
   */
  public float[] values(String name) {
    TensorEntry entry = tensor(name);
    try {
      return tensor(entry).values();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private ByteBuffer view(TensorEntry tensor, long begin, long length) {
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: tensor %s: %d bytes: want at most %d at once"
              .formatted(path, tensor.name(), length, Integer.MAX_VALUE));
    }
    return data.asSlice(begin, length).asByteBuffer().asReadOnlyBuffer();
  }

  /** All tensors, in the header's order. */
  @Override
  public List<Tensor> tensors() {
    return tensors.values().stream().map(this::tensor).toList();
  }

  private Tensor tensor(TensorEntry entry) {
    return new Tensor(
        entry.name(),
        entry.type().name(),
        entry.shape(),
        data.asSlice(entry.begin(), entry.end() - entry.begin()));
  }

  /** The file's path. */
  @Override
  public String toString() {
    return path.toString();
  }

  @Override
  public void close() {
    arena.close();
  }

  private static long headerLength(MemorySegment file) {
    if (file.byteSize() < Long.BYTES) {
      throw new IllegalArgumentException(
          "%d bytes: want at least the 8 of the header's length".formatted(file.byteSize()));
    }
    long header = file.get(LENGTH, 0);
    long most = Math.min(MAX_HEADER, file.byteSize() - Long.BYTES);
    if (Long.compareUnsigned(header, most) > 0) {
      throw new IllegalArgumentException(
          "a header of %s bytes: want at most %d, in a file of %d"
              .formatted(Long.toUnsignedString(header), most, file.byteSize()));
    }
    return header;
  }
}
