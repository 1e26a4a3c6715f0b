package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "EPOCHGRAPH_BOOTSTRAP_SERVERS, bootstrap.servers",
    "EPOCHGRAPH_SCHEMA_REGISTRY_URL, schema.registry.url",
    "EPOCHGRAPH_SECURITY_PROTOCOL, security.protocol",
    "EPOCHGRAPH_STATE_DIR, state.dir",
    "EPOCHGRAPH_APPLICATION_ID, application.id",
    "EPOCHGRAPH_TOPIC_MAX_MESSAGE_BYTES, topic.max.message.bytes",
    "EPOCHGRAPH_TOPIC_PREFIX, epochgraph.topic.prefix",
    "EPOCHGRAPH_APPLICATION_PREFIX, epochgraph.application.prefix",
    "EPOCHGRAPH_DASHBOARD_HOST, epochgraph.dashboard.host",
    "EPOCHGRAPH_DASHBOARD_PORT, epochgraph.dashboard.port",
    "EPOCHGRAPH_GRAPH_MAX_MEGABYTES, epochgraph.graph.max.megabytes",
    "EPOCHGRAPH_HEALTH_PORT, epochgraph.health.port",
    "EPOCHGRAPH_LOG, epochgraph.log",
    "EPOCHGRAPH_PUBLISH_ON_FULL, epochgraph.publish.on.full",
    "EPOCHGRAPH_EPOCHGRAPH_HEALTH_PORT, epochgraph.health.port"
  })
  void shouldTellOwnSettingsFromClientSettings(String variable, String property) {
    assertThat(ClusterSettings.properties(null, Map.of(variable, "x")))
        .isEqualTo(Map.of(property, "x"));
  }

  @Test
  void shouldPassOverWhatIsNotMeant() {
    var environment = Map.of("PATH", "/bin", "EPOCHGRAPH_", "x", "EPOCHGRAPH_HEALTH_PORT", "");

    assertThat(ClusterSettings.properties(null, environment)).isEmpty();
  }

  @Test
  void shouldPreferTheEnvironmentToTheFile(@TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("c.properties"),
            "epochgraph.dashboard.port=1\nepochgraph.dashboard.host=::1\nstate.dir=/s\n");

    assertThat(ClusterSettings.properties(file, Map.of("EPOCHGRAPH_DASHBOARD_PORT", "2")))
        .isEqualTo(
            Map.of(
                "epochgraph.dashboard.port", "2",
                "epochgraph.dashboard.host", "::1",
                "state.dir", "/s"));
  }

  @Test
  void shouldKeepOwnSettingsFromClientsButNotFromWorkers() {
    var properties = new HashMap<>(ClusterSettings.of("b:1", "http://r").toProperties());
    properties.put("epochgraph.topic.prefix", "trial");
    var cluster = ClusterSettings.from(properties);

    assertThat(cluster.kafka()).containsOnlyKeys("bootstrap.servers");
    assertThat(cluster.registry()).containsOnlyKeys("schema.registry.url");
    assertThat(cluster.toProperties()).isEqualTo(properties);
    assertThat(Topics.of(cluster)).isEqualTo(new Topics("trial"));
    assertThat(Topics.of(ClusterSettings.of("b:1", "http://r"))).isEqualTo(Topics.LIVE);
  }
}
