package io.epochgraph.cli.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All instances of all stages. */
final class Fleet implements AutoCloseable {

  static final List<String> STAGES =
      List.of("graph-stream", "signature-stream", "predictor-stream");

  private final List<StageInstance> instances = new ArrayList<>();
  private final List<String> deaths = new ArrayList<>();

  /**
   * Starts nothing yet.
   *
   * @param each instances of each stage
   * @param named whether they are static members of their groups
   */
  Fleet(int each, boolean named, Path directory, Map<String, String> properties) {
    for (String stage : STAGES) {
      for (int number = 1; number <= each; number++) {
        var instance = new StageInstance(stage, number, directory, properties);
        instances.add(named ? instance.named() : instance);
      }
    }
  }

  /** What every stage of these topics is told. */
  static Map<String, String> properties(
      TortureCluster cluster, String prefix, Map<String, String> more) {
    var properties = new HashMap<>(cluster.settings().toProperties());
    properties.put("epochgraph.topic.prefix", prefix);
    properties.put("epochgraph.application.prefix", prefix);
    properties.putAll(more);
    return properties;
  }

  List<StageInstance> instances() {
    return instances;
  }

  void start() throws IOException {
    for (StageInstance instance : instances) {
      instance.start();
    }
  }

  /** Starts those that ended though nobody ended them, and keeps their last words. */
  void revive() throws IOException {
    for (StageInstance instance : instances) {
      if (!instance.isAlive()) {
        String log = instance.logText();
        String lastWords = log.substring(Math.max(0, log.length() - 1500));
        deaths.add(instance.name() + ": " + lastWords.strip());
        instance.start();
      }
    }
  }

  /** What instances said that ended though nobody ended them. */
  List<String> deaths() {
    return List.copyOf(deaths);
  }

  /** Stops all and says how long each took. */
  List<Duration> stop() {
    return instances.parallelStream()
        .filter(StageInstance::isAlive)
        .map(StageInstance::stop)
        .toList();
  }

  @Override
  public void close() {
    instances.forEach(StageInstance::close);
  }
}
