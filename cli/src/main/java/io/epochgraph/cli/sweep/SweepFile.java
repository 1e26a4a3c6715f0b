package io.epochgraph.cli.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochgraph.trainer.SweepSettings;
import io.epochgraph.trainer.data.DatasetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code sweep.json} in a directory of recorded runs: what the sweep was set to, so that nobody
 * goes on with other settings. The number of runs may grow, and the images' place may change.
 */
final class SweepFile {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> MAY_CHANGE = List.of("runs");

  private SweepFile() {}

  /**
   * Writes the settings, or compares them with those that are there.
   *
   * @throws IllegalArgumentException where they differ; the message names the settings
   */
  static void agree(Path directory, DatasetSettings dataset, SweepSettings sweep)
      throws IOException {
    Path file = directory.resolve("sweep.json");
    ObjectNode wanted = json(dataset, sweep);
    if (Files.exists(file)) {
      JsonNode found = JSON.readTree(file.toFile());
      List<String> differing =
          wanted.properties().stream()
              .filter(setting -> !MAY_CHANGE.contains(setting.getKey()))
              .filter(setting -> !setting.getValue().equals(found.path(setting.getKey())))
              .map(
                  setting ->
                      "%s was %s and is now %s"
                          .formatted(
                              setting.getKey(), found.path(setting.getKey()), setting.getValue()))
              .toList();
      if (!differing.isEmpty()) {
        throw new IllegalArgumentException(
            "%s: another sweep is recorded there (%s): want the same settings, or another directory"
                .formatted(directory, String.join("; ", differing)));
      }
    }
    Files.writeString(file, wanted.toPrettyString() + "\n");
  }

  private static ObjectNode json(DatasetSettings dataset, SweepSettings sweep) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", sweep.name())
        .put("network", sweep.network())
        .put("dataset", dataset.label())
        .put("classes", dataset.classes())
        .put("images", dataset.images())
        .put("imagesSeed", dataset.seed())
        .put("runs", sweep.runs())
        .put("epochs", sweep.epochs())
        .put("patience", sweep.patience())
        .put("batchSize", sweep.batchSize())
        .put("momentum", sweep.momentum())
        .put("seed", sweep.seed());
    json.set("grid", JSON.valueToTree(sweep.grid()));
    // as a reader of the file sees numbers
    return (ObjectNode) JSON.readTree(json.toString());
  }
}
