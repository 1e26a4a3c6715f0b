package io.epochgraph.cli.doctor;

import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.Topics;
import io.epochgraph.stage.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster that is looked at.
 *
 * @param properties the cluster's and this project's own, as a stage takes them
 * @param stages in the order in which data pass them
 * @param config the properties file that was named, to be named in remedies
 */
public record Examined(
    ClusterSettings settings,
    Topics topics,
    Map<String, String> properties,
    List<Stage> stages,
    Optional<String> config) {

  /** A command of ours that works on this cluster. */
  String ours(String command) {
    return "epochgraph %s %s"
        .formatted(
            command,
            config
                .map(file -> "--config " + file)
                .orElse(
                    "--bootstrap-server %s --schema-registry %s"
                        .formatted(settings.bootstrapServers(), registry())));
  }

  /** The registry's address, without what may stand in it for whoever logs in. */
  String registry() {
    return settings.schemaRegistryUrl().replaceAll("//[^/@]*@", "//");
  }

  /** A command of Kafka's that works on this cluster. */
  String kafkas(String script, String arguments) {
    return "%s --bootstrap-server %s%s %s"
        .formatted(
            script,
            settings.bootstrapServers(),
            config.map(file -> " --command-config " + file).orElse(""),
            arguments);
  }
}
