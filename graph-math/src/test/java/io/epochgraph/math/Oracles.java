package io.epochgraph.math;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the figures and weights under {@code /oracles}. */
final class Oracles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Oracles() {}

  static JsonNode json(String file) {
    try {
      return JSON.readTree(bytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The float tensors of a safetensors file by name: header length, header, data. */
  static Map<String, float[]> tensors(String file) {
    ByteBuffer data = ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[Math.toIntExact(data.getLong())];
    data.get(header);
    int start = data.position();
    Map<String, float[]> tensors = new HashMap<>();
    try {
      for (var entry : JSON.readTree(new String(header, StandardCharsets.UTF_8)).properties()) {
        DType type = DType.of(entry.getValue().get("dtype").asText());
        JsonNode range = entry.getValue().get("data_offsets");
        int count = (range.get(1).asInt() - range.get(0).asInt()) / type.bytes();
        float[] values = new float[count];
        type.decode(data.position(start + range.get(0).asInt()), values, 0, count);
        tensors.put(entry.getKey(), values);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tensors;
  }

  static RolledGraph lenet(String file) {
    return graph(
        file,
        List.of(
            LayerSpec.convolution("conv1", 6, 3, 5, 5),
            LayerSpec.pooling("pool1"),
            LayerSpec.convolution("conv2", 16, 6, 5, 5),
            LayerSpec.pooling("pool2"),
            LayerSpec.linear("fc1", 120, 400),
            LayerSpec.linear("fc2", 84, 120),
            LayerSpec.linear("fc3", 10, 84)));
  }

  static RolledGraph tiny() {
    return graph(
        "tiny.safetensors",
        List.of(
            LayerSpec.convolution("conv1", 3, 2, 3, 3),
            LayerSpec.pooling("pool1"),
            LayerSpec.linear("fc1", 5, 27)));
  }

  private static RolledGraph graph(String file, List<LayerSpec> shapes) {
    Map<String, float[]> tensors = tensors(file);
    RolledGraph.Builder builder = RolledGraph.Builder.forLayers(shapes);
    for (int i = 0; i < shapes.size(); i++) {
      LayerSpec shape = shapes.get(i);
      if (shape.kind() != LayerKind.POOLING) {
        builder.rows(i, 0, shape.rows(), tensors.get(shape.name() + ".weight"));
      }
    }
    return builder.build();
  }

  private static byte[] bytes(String file) {
    try (InputStream in = Oracles.class.getResourceAsStream("/oracles/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no oracle file " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
