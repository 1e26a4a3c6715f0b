package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSettingsTest {

  private static final Map<String, String> WHOLE =
      Map.of(
          "bootstrap.servers", "broker:9092",
          "schema.registry.url", "http://registry:8081",
          "schema.registry.ssl.truststore.location", "/trust",
          "basic.auth.user.info", "me:secret",
          "security.protocol", "SASL_SSL");

  @Test
  void shouldSetTheEnvironmentOverTheFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("cluster.properties");
    Files.writeString(
        file, "bootstrap.servers=file:1\nschema.registry.url = http://file:2\nclient.id=läufer\n");

    var merged =
        ClusterSettings.properties(
            file,
            Map.of(
                "EPOCHGRAPH_BOOTSTRAP_SERVERS", "environment:1",
                "EPOCHGRAPH_SECURITY_PROTOCOL", "SSL",
                "EPOCHGRAPH_SCHEMA_REGISTRY_URL", "",
                "BOOTSTRAP_SERVERS", "somebody:else"));

    assertThat(merged)
        .isEqualTo(
            Map.of(
                "bootstrap.servers", "environment:1",
                "schema.registry.url", "http://file:2",
                "client.id", "läufer",
                "security.protocol", "SSL"));
  }

  @Test
  void shouldTakeTheEnvironmentAlone() {
    assertThat(ClusterSettings.properties(null, Map.of("EPOCHGRAPH_STATE_DIR", "/state")))
        .isEqualTo(Map.of("state.dir", "/state"));
  }

  @Test
  void shouldNameTheFileThatCannotBeRead() {
    assertThatThrownBy(() -> ClusterSettings.properties(Path.of("no-such-file"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("properties file no-such-file: cannot be read");
  }

  @Test
  void shouldNameTheFileThatHasABadEscape(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("client.properties"), "key = C:\\users\n");
    assertThatThrownBy(() -> ClusterSettings.properties(file, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("properties file " + file + ": cannot be read")
        .hasMessageContaining("Malformed");
  }

  @Test
  void shouldGiveEachClientWhatIsMeantForIt() {
    var settings = ClusterSettings.from(WHOLE);
    assertThat(settings.kafka())
        .isEqualTo(Map.of("bootstrap.servers", "broker:9092", "security.protocol", "SASL_SSL"));
    assertThat(settings.registry())
        .containsEntry("schema.registry.url", "http://registry:8081")
        .containsEntry("schema.registry.ssl.truststore.location", "/trust")
        .containsEntry("basic.auth.user.info", "me:secret")
        .doesNotContainKey("bootstrap.servers");
    assertThat(settings.toProperties()).isEqualTo(WHOLE);
  }

  @Test
  void shouldSayWhichAddressIsMissing() {
    assertThatThrownBy(() -> ClusterSettings.from(Map.of("schema.registry.url", "http://r")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bootstrap.servers is not set: want an address, for example 127.0.0.1:9092");
    assertThatThrownBy(() -> ClusterSettings.of("broker:9092", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schema.registry.url is not set");
  }
}
