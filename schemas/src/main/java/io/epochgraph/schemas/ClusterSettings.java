package io.epochgraph.schemas;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * How to reach a cluster, for every client alike.
 *
 * <p>A user and password in the registry's address ({@code https://user:password@host}) become the
 * settings {@code basic.auth.credentials.source} and {@code basic.auth.user.info}, so that the
 * address may stand in logs and messages.
 *
 * @param bootstrapServers Kafka's {@code bootstrap.servers}
 * @param schemaRegistryUrl the registry's {@code schema.registry.url}
 * @param properties any other client settings, passed on as they are: security and so on
 */
public record ClusterSettings(
    String bootstrapServers, String schemaRegistryUrl, Map<String, String> properties) {

  private static final String BOOTSTRAP = "bootstrap.servers";
  private static final String REGISTRY = "schema.registry.url";

  /** What settings begin with that no Kafka client knows. */
  private static final List<String> REGISTRY_ONLY =
      List.of("schema.registry.", "basic.auth.", "bearer.auth.");

  /** Checks that both addresses are there. */
  public ClusterSettings {
    require(BOOTSTRAP, bootstrapServers, "127.0.0.1:9092");
    require(REGISTRY, schemaRegistryUrl, "http://127.0.0.1:8081");
    var address = RegistryAddress.of(schemaRegistryUrl);
    schemaRegistryUrl = address.url();
    properties = address.withCredentials(properties);
  }

  /** A cluster that wants no other settings. */
  public static ClusterSettings of(String bootstrapServers, String schemaRegistryUrl) {
    return new ClusterSettings(bootstrapServers, schemaRegistryUrl, Map.of());
  }

  /** A cluster from client properties, which name both addresses. */
  public static ClusterSettings from(Map<String, String> properties) {
    var rest = new HashMap<>(properties);
    String bootstrapServers = rest.remove(BOOTSTRAP);
    String schemaRegistryUrl = rest.remove(REGISTRY);
    return new ClusterSettings(bootstrapServers, schemaRegistryUrl, rest);
  }

  /**
   * The properties of {@code file} (none where it is null), with those from the environment over
   * them: {@code EPOCHGRAPH_BOOTSTRAP_SERVERS} is {@code bootstrap.servers}, and so on. A variable
   * that names one of this project's own settings ({@code EPOCHGRAPH_DASHBOARD_PORT}, {@code
   * EPOCHGRAPH_TOPIC_PREFIX}) is {@code epochgraph.dashboard.port}, {@code
   * epochgraph.topic.prefix}. Empty variables count as absent.
   */
  public static Map<String, String> properties(Path file, Map<String, String> environment) {
    var merged = new HashMap<String, String>();
    if (file != null) {
      var read = new Properties();
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        read.load(reader);
      } catch (IOException | IllegalArgumentException e) { // the latter for a bad escape
        throw new IllegalArgumentException(
            "properties file %s: cannot be read (%s)".formatted(file, e), e);
      }
      read.stringPropertyNames().forEach(name -> merged.put(name, read.getProperty(name)));
    }
    environment.forEach(
        (name, value) -> {
          if (OwnSettings.isProperty(name) && !value.isEmpty()) {
            merged.put(OwnSettings.property(name), value);
          }
        });
    return merged;
  }

  /** Settings for a Kafka client. */
  public Map<String, Object> kafka() {
    var settings = new HashMap<String, Object>();
    properties.forEach(
        (name, value) -> {
          if (REGISTRY_ONLY.stream().noneMatch(name::startsWith) && !OwnSettings.isOwn(name)) {
            settings.put(name, value);
          }
        });
    settings.put(BOOTSTRAP, bootstrapServers);
    return settings;
  }

  /** Settings for a registry client, a serializer or a deserializer. */
  public Map<String, Object> registry() {
    var settings = new HashMap<String, Object>(properties);
    settings.keySet().removeIf(OwnSettings::isOwn);
    settings.put(REGISTRY, schemaRegistryUrl);
    return settings;
  }

  /** All of it as plain properties, the inverse of {@link #from}. */
  public Map<String, String> toProperties() {
    var all = new HashMap<>(properties);
    all.put(BOOTSTRAP, bootstrapServers);
    all.put(REGISTRY, schemaRegistryUrl);
    return all;
  }

  /** Names the settings without their values, which may be secret. */
  @Override
  public String toString() {
    return "ClusterSettings[bootstrapServers=%s, schemaRegistryUrl=%s, properties=%s]"
        .formatted(bootstrapServers, schemaRegistryUrl, new TreeSet<>(properties.keySet()));
  }

  private static void require(String name, String value, String example) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "%s is not set: want an address, for example %s".formatted(name, example));
    }
  }
}
