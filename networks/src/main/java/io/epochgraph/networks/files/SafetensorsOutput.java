package io.epochgraph.networks.files;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes tensors in the safetensors format. */
public final class SafetensorsOutput {

  /** The format wants the data to begin at a multiple of this. */
  private static final int ALIGNMENT = 8;

  private SafetensorsOutput() {}

  /**
   * Writes a file, in place of one that is there. No tensor is copied.
   *
   * @throws IllegalArgumentException if two tensors have the same name
   */
  public static void write(Path file, List<TensorBytes> tensors) throws IOException {
    ByteBuffer header = header(tensors);
    try (WritableByteChannel channel =
        Files.newByteChannel(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeAll(channel, header);
      for (TensorBytes tensor : tensors) {
        writeAll(channel, tensor.data().duplicate());
      }
    }
  }

  private static ByteBuffer header(List<TensorBytes> tensors) {
    ObjectNode header = new JsonMapper().createObjectNode();
    long offset = 0;
    for (TensorBytes tensor : tensors) {
      if (header.has(tensor.name())) {
        throw new IllegalArgumentException(
            "two tensors named %s: want each name once".formatted(tensor.name()));
      }
      ObjectNode entry = header.putObject(tensor.name()).put("dtype", tensor.dtype().name());
      tensor.shape().forEach(entry.withArray("shape")::add);
      long end = offset + tensor.data().remaining();
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    String json = header.toString();
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    byte[] padded =
        (json + " ".repeat(Math.floorMod(-bytes, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + padded.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(padded.length)
        .put(padded)
        .flip();
  }

  private static void writeAll(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
