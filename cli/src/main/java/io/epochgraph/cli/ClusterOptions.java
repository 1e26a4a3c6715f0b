package io.epochgraph.cli;

import io.epochgraph.schemas.ClusterSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which cluster is meant: options win over the environment, the environment over the file. */
final class ClusterOptions {

  private static final String LOCAL_BROKER = "127.0.0.1:9092";
  private static final String LOCAL_REGISTRY = "http://127.0.0.1:8081/apis/ccompat/v7";

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description =
          "Kafka's address (or EPOCHGRAPH_BOOTSTRAP_SERVERS). Default: " + LOCAL_BROKER + ".")
  private String bootstrapServer;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description =
          "The schema registry's address (or EPOCHGRAPH_SCHEMA_REGISTRY_URL). Default: that of"
              + " 'epochgraph up', "
              + LOCAL_REGISTRY
              + ".")
  private String schemaRegistry;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A properties file with any Kafka client settings, for example for security, and our own"
              + " (epochgraph.…).")
  private Path config;

  ClusterSettings settings() {
    return ClusterSettings.from(properties());
  }

  /** All properties, this project's own settings among them. */
  Map<String, String> properties() {
    Map<String, String> properties = ClusterSettings.properties(config, System.getenv());
    choose(properties, "bootstrap.servers", bootstrapServer, LOCAL_BROKER);
    if (schemaRegistry != null && schemaRegistry.contains("@")) {
      throw new IllegalArgumentException(
          "--schema-registry: want no password there, where every user of this machine can read"
              + " it; set basic.auth.credentials.source=USER_INFO and"
              + " basic.auth.user.info=USER:PASSWORD in --config FILE or in the environment");
    }
    choose(properties, "schema.registry.url", schemaRegistry, LOCAL_REGISTRY);
    return properties;
  }

  /** The properties file that was named. */
  Optional<String> config() {
    return Optional.ofNullable(config).map(Path::toString);
  }

  private static void choose(
      Map<String, String> properties, String name, String option, String byDefault) {
    if (option != null) {
      properties.put(name, option);
    } else {
      properties.putIfAbsent(name, byDefault);
    }
  }
}
