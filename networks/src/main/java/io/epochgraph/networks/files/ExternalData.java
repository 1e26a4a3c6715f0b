package io.epochgraph.networks.files;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** The files beside an ONNX model in which its larger tensors are, mapped when first needed. */
final class ExternalData {

  private final Path directory;
  private final Arena arena;
  private final Map<Path, MemorySegment> files = new HashMap<>();

  /**
   * @param model the model's file; what it names must be in its directory or below
   * @param arena for as long as which the files stay mapped
   */
  ExternalData(Path model, Arena arena) throws IOException {
    Path parent = model.toAbsolutePath().getParent();
    this.directory = (parent == null ? model.toAbsolutePath() : parent).toRealPath();
    this.arena = arena;
  }

  static MemorySegment map(Path path, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  /**
   * A tensor's bytes.
   *
   * @param place the entries {@code location}, {@code offset} and {@code length}
   * @throws IllegalArgumentException if the file is not below the model's directory or too short
   * @throws IOException if it cannot be read
   */
  MemorySegment read(Map<String, String> place, long wanted) throws IOException {
    Path path = path(place.getOrDefault("location", ""));
    MemorySegment file = files.get(path);
    if (file == null) {
      file = map(path, arena);
      files.put(path, file);
    }
    long offset = number(place, "offset", 0);
    long length = number(place, "length", wanted);
    if (offset > file.byteSize() || length > file.byteSize() - offset) {
      throw new IllegalArgumentException(
          "external data of %d bytes from byte %d on: %s has %d"
              .formatted(length, offset, path.getFileName(), file.byteSize()));
    }
    return file.asSlice(offset, length);
  }

  private Path path(String location) throws IOException {
    try {
      Path path = directory.resolve(location).normalize();
      if (!location.isBlank()
          && path.startsWith(directory)
          && !path.equals(directory)
          && path.toRealPath().startsWith(directory)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw outside(location, e);
    }
    throw outside(location, null);
  }

  private static IllegalArgumentException outside(String location, Exception cause) {
    return new IllegalArgumentException(
        "external data in %s: want a file in the model's directory"
            .formatted(Printable.quoted(location)),
        cause);
  }

  private static long number(Map<String, String> place, String key, long otherwise) {
    String text = place.get(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,18}")) {
      throw new IllegalArgumentException(
          "external data with %s %s: want a whole number".formatted(key, Printable.quoted(text)));
    }
    return Long.parseLong(text);
  }
}
