package io.epochgraph.networks.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Writes safetensors files, right ones and wrong ones. */
public final class SafetensorsWriter {

  private final ObjectNode header = new ObjectMapper().createObjectNode();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  public SafetensorsWriter tensor(String name, String dtype, byte[] bytes, int... shape) {
    ObjectNode tensor = header.putObject(name).put("dtype", dtype);
    var extents = tensor.putArray("shape");
    for (int extent : shape) {
      extents.add(extent);
    }
    tensor.putArray("data_offsets").add(data.size()).add(data.size() + bytes.length);
    data.writeBytes(bytes);
    return this;
  }

  /** LeNet-5 for colour images as PyTorch names it, with random bits for weights and biases. */
  public static SafetensorsWriter lenet5(ElementType type, long seed) {
    var writer = new SafetensorsWriter();
    var random = new Random(seed);
    int[][] shapes = {{6, 3, 5, 5}, {16, 6, 5, 5}, {120, 400}, {84, 120}, {10, 84}};
    String[] names = {"conv1", "conv2", "fc1", "fc2", "fc3"};
    for (int i = 0; i < shapes.length; i++) {
      writer.tensor(names[i] + ".weight", type.name(), bits(random, type, shapes[i]), shapes[i]);
      int[] bias = {shapes[i][0]};
      writer.tensor(names[i] + ".bias", type.name(), bits(random, type, bias), bias);
    }
    return writer;
  }

  public byte[] toBytes() {
    return file(header.toString(), data.toByteArray());
  }

  public Path write(Path file) throws IOException {
    return Files.write(file, toBytes());
  }

  public static byte[] file(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }

  private static byte[] bits(Random random, ElementType type, int[] shape) {
    int count = 1;
    for (int extent : shape) {
      count *= extent;
    }
    var bytes = new byte[count * type.bytes()];
    random.nextBytes(bytes);
    return bytes;
  }
}
