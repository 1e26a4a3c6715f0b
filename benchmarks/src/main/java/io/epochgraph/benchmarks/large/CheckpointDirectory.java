package io.epochgraph.benchmarks.large;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochgraph.math.LayerSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes a run of one checkpoint as {@code epochgraph publish} takes it. */
final class CheckpointDirectory {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int BUFFER = 1 << 22;

  private CheckpointDirectory() {}

  /** Writes run, layer list and weights, which are the same for the same seed. */
  static Path write(Path directory, LargeNetwork network, String run, long seed)
      throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("run.json"), run(network, run));
    Files.writeString(directory.resolve("metrics.csv"), "epoch,train_loss,val_accuracy\n1,2,0.5\n");
    Files.writeString(directory.resolve("network.json"), layerList(network));
    Path file = directory.resolve("epoch-01.safetensors");
    try (var out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(out, header(network));
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      var made = new MadeWeights(seed);
      for (LayerSpec layer : network.layers()) {
        for (long left = layer.weights() * Float.BYTES; left > 0; left -= buffer.capacity()) {
          buffer.clear().limit((int) Math.min(left, buffer.capacity()));
          made.fill(layer, buffer);
          write(out, buffer.flip());
        }
      }
    }
    return directory;
  }

  private static String run(LargeNetwork network, String run) {
    return JSON.createObjectNode()
        .put("run", run)
        .put("network", network.name())
        .put("dataset", "imagenet")
        .put("learning_rate", 0.1)
        .put("dropout", 0.0)
        .put("batch_size", 256)
        .put("optimizer", "sgd")
        .put("planned_epochs", 1)
        .put("epochs", 1)
        .put("best_val_accuracy", 0.5)
        .put("final_val_accuracy", 0.5)
        .put("started_at", "2026-01-01T00:00:00Z")
        .toString();
  }

  private static String layerList(LargeNetwork network) {
    ObjectNode root = JSON.createObjectNode();
    put(root, "input", network.input());
    ArrayNode layers = root.putArray("layers");
    for (LayerSpec layer : network.layers()) {
      ObjectNode node = layers.addObject().put("name", layer.name());
      node.put("kind", layer.kind().label());
      put(node, "kernel", layer.window().kernel());
      put(node, "stride", layer.window().stride());
      put(node, "padding", layer.window().padding());
      put(node, "dilation", layer.window().dilation());
      ArrayNode predecessors = JSON.createArrayNode();
      layer.predecessors().forEach(predecessors::add);
      if (!predecessors.isEmpty()) {
        node.set("predecessors", predecessors);
      }
      layer.addsTo().ifPresent(other -> node.put("addsTo", other));
      node.put("shortcut", layer.shortcut());
    }
    return root.toString();
  }

  private static void put(ObjectNode node, String key, List<Integer> numbers) {
    if (!numbers.isEmpty()) {
      ArrayNode array = node.putArray(key);
      numbers.forEach(array::add);
    }
  }

  private static ByteBuffer header(LargeNetwork network) {
    ObjectNode tensors = JSON.createObjectNode();
    long begin = 0;
    for (LayerSpec layer : network.layers()) {
      if (layer.kind().hasWeights()) {
        ObjectNode tensor = tensors.putObject(layer.name() + ".weight").put("dtype", "F32");
        ArrayNode shape = tensor.putArray("shape");
        for (int extent : layer.weightShape()) {
          shape.add(extent);
        }
        long end = begin + layer.weights() * Float.BYTES;
        tensor.putArray("data_offsets").add(begin).add(end);
        begin = end;
      }
    }
    byte[] json = tensors.toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .flip();
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
