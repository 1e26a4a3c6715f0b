package io.epochgraph.publish.files;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.schemas.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A run's {@code run.json}: what the run was set to and what came of it. */
final class RunJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Set<String> CONTRACT =
      Set.of(
          "run",
          "network",
          "dataset",
          "sweep",
          "learning_rate",
          "dropout",
          "batch_size",
          "optimizer",
          "planned_epochs",
          "epochs",
          "best_val_accuracy",
          "final_val_accuracy",
          "started_at");
  private static final Pattern UNDERSCORE = Pattern.compile("_([a-z0-9])");

  private final Path file;
  private final JsonNode root;

  private RunJson(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * @throws IllegalArgumentException if it is no JSON object; the getters throw the same for a key
   *     that is missing or has a wrong value
   */
  static RunJson read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("%s: no JSON: %s".formatted(file, e.getMessage()), e);
    }
    if (!root.isObject()) {
      throw new IllegalArgumentException(
          "%s: a JSON %s: want an object".formatted(file, root.getNodeType()));
    }
    return new RunJson(file, root);
  }

  String run() {
    if (!RunId.isValid(text("run"))) {
      throw invalid("run", "1 to 200 of [A-Za-z0-9._-]");
    }
    return text("run");
  }

  RunDescriptor descriptor() {
    return new RunDescriptor(
        text("network"),
        text("dataset"),
        root.hasNonNull("sweep") ? text("sweep") : null,
        new Hyperparameters(
            number("learning_rate"),
            root.hasNonNull("dropout") ? number("dropout") : 0.0,
            count("batch_size"),
            root.hasNonNull("optimizer") ? text("optimizer") : "sgd",
            others()));
  }

  int plannedEpochs() {
    return count("planned_epochs");
  }

  int epochs() {
    return count("epochs");
  }

  double bestAccuracy() {
    return accuracy("best_val_accuracy");
  }

  double finalAccuracy() {
    return accuracy("final_val_accuracy");
  }

  Optional<Instant> startedAt() {
    if (!root.hasNonNull("started_at")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text("started_at")));
    } catch (DateTimeParseException _) {
      throw invalid("started_at", "a time in UTC, for example \"2026-03-01T12:00:00Z\"");
    }
  }

  /** Every key that the contract has no field for, as in {@code trainingImages}. */
  private Map<String, String> others() {
    var others = new TreeMap<String, String>();
    for (var property : root.properties()) {
      if (!CONTRACT.contains(property.getKey())) {
        JsonNode value = property.getValue();
        String name =
            UNDERSCORE
                .matcher(property.getKey())
                .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
        others.put(name, value.isValueNode() ? value.asText() : value.toString());
      }
    }
    return others;
  }

  private String text(String key) {
    if (!root.path(key).isTextual()) {
      throw invalid(key, "a text");
    }
    return root.get(key).textValue();
  }

  private double number(String key) {
    if (!root.path(key).isNumber()) {
      throw invalid(key, "a number");
    }
    return root.get(key).doubleValue();
  }

  private int count(String key) {
    JsonNode value = root.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
      throw invalid(key, "a whole number of 1 or more");
    }
    return value.intValue();
  }

  private double accuracy(String key) {
    double accuracy = number(key);
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw invalid(key, "a fraction in [0, 1]");
    }
    return accuracy;
  }

  private IllegalArgumentException invalid(String key, String wanted) {
    return new IllegalArgumentException(
        "%s: %s is %s: want %s"
            .formatted(
                file,
                key,
                root.has(key) ? RunId.printable(root.get(key).toString()) : "missing",
                wanted));
  }
}
