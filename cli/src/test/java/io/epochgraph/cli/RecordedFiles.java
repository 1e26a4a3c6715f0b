package io.epochgraph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.math.LayerKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Directories of recorded runs, written and read without the product's own code. */
final class RecordedFiles {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CHECKPOINT = Pattern.compile("epoch-(\\d+)\\.safetensors");

  private RecordedFiles() {}

  /** Writes a run of LeNet-5 with a checkpoint of each epoch. */
  static Path write(Path directory, MadeRun run) throws IOException {
    Files.createDirectories(directory);
    var csv = new StringBuilder("epoch,train_loss,val_accuracy\n");
    for (int epoch = 0; epoch <= run.epochs(); epoch++) {
      Double loss = run.metrics(epoch).getTrainLoss();
      csv.append(epoch).append(',').append(loss == null ? "" : loss).append(',');
      csv.append(run.accuracy(epoch)).append('\n');
      Files.write(
          directory.resolve("epoch-%02d.safetensors".formatted(epoch)), safetensors(run, epoch));
    }
    Files.writeString(directory.resolve("metrics.csv"), csv);
    var json = JSON.createObjectNode();
    json.put("run", run.run()).put("network", run.network().label());
    json.put("dataset", MadeRun.DATASET).put("learning_rate", 0.01).put("dropout", 0.5);
    json.put("batch_size", 32).put("planned_epochs", run.epochs()).put("epochs", run.epochs());
    json.put("best_val_accuracy", run.bestAccuracy());
    json.put("final_val_accuracy", run.accuracy(run.epochs()));
    Files.writeString(directory.resolve("run.json"), json.toString());
    return directory;
  }

  /** The run's id. */
  static String run(Path directory) throws IOException {
    return JSON.readTree(directory.resolve("run.json").toFile()).get("run").textValue();
  }

  /** The weights of LeNet-5 in each checkpoint, by epoch. */
  static Map<Integer, List<MadeLayer>> checkpoints(Path directory) throws IOException {
    var checkpoints = new TreeMap<Integer, List<MadeLayer>>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        var name = CHECKPOINT.matcher(file.getFileName().toString());
        if (name.matches()) {
          checkpoints.put(Integer.valueOf(name.group(1)), layers(Files.readAllBytes(file)));
        }
      }
    }
    return checkpoints;
  }

  private static byte[] safetensors(MadeRun run, int epoch) {
    var header = JSON.createObjectNode();
    var data = new ByteArrayOutputStream();
    for (MadeLayer layer : run.layers(epoch)) {
      if (layer.kind() != LayerKind.POOLING) {
        var bytes = new byte[layer.weights().length * run.dtype().bytes()];
        layer.bytes(run.dtype()).get(bytes);
        var tensor = header.putObject(layer.name() + ".weight").put("dtype", run.dtype().name());
        var shape = tensor.putArray("shape");
        for (int extent : layer.shape()) {
          shape.add(extent);
        }
        tensor.putArray("data_offsets").add(data.size()).add(data.size() + bytes.length);
        data.writeBytes(bytes);
      }
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length + data.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data.toByteArray())
        .array();
  }

  private static List<MadeLayer> layers(byte[] file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = Math.toIntExact(bytes.getLong());
    JsonNode header = JSON.readTree(file, Long.BYTES, headerLength);
    var layers = new ArrayList<MadeLayer>();
    for (String name : List.of("conv1", "conv2", "fc1", "fc2", "fc3")) {
      JsonNode tensor = header.get(name + ".weight");
      int[] shape = JSON.convertValue(tensor.get("shape"), int[].class);
      bytes.position(Long.BYTES + headerLength + tensor.get("data_offsets").get(0).intValue());
      var weights = new float[MadeLayer.count(shape)];
      for (int i = 0; i < weights.length; i++) {
        weights[i] =
            switch (tensor.get("dtype").textValue()) {
              case "F32" -> bytes.getFloat();
              case "F16" -> Float.float16ToFloat(bytes.getShort());
              case "BF16" -> Float.intBitsToFloat(bytes.getShort() << 16);
              default -> throw new IllegalArgumentException(tensor.toString());
            };
      }
      LayerKind kind = shape.length == 4 ? LayerKind.CONVOLUTION : LayerKind.LINEAR;
      layers.add(new MadeLayer(name, kind, shape, 1, weights));
    }
    return layers;
  }
}
