package io.epochgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.epochgraph.local.RegistryProcess.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryProcessIT {
  private static final AvroSchema V1 =
      new AvroSchema(
          """
          {"type": "record", "name": "Epoch", "fields": [{"name": "run", "type": "string"}]}
          """);
  private static final AvroSchema V2 =
      new AvroSchema(
          """
          {"type": "record", "name": "Epoch", "fields": [{"name": "run", "type": "string"},
            {"name": "number", "type": "int", "default": 0}]}
          """);

  /** Reads what V2 wrote, but not what V1 wrote. */
  private static final AvroSchema COMPATIBLE_WITH_V2_ONLY =
      new AvroSchema(
          """
          {"type": "record", "name": "Epoch", "fields": [{"name": "run", "type": "string"},
            {"name": "number", "type": "int"}]}
          """);

  @TempDir Path directory;

  @Test
  void shouldCompareSchemasWithAllEarlierOnes() throws Exception {
    try (var registry = RegistryProcess.start(directory, 0, Storage.MEMORY);
        var client = client(registry)) {
      int id = client.register("epochs-value", V1);

      assertThat(client.register("epochs-value", V2)).isNotEqualTo(id);
      assertThat(client.getSchemaById(id).canonicalString()).isEqualTo(V1.canonicalString());
      assertThatThrownBy(() -> client.register("epochs-value", COMPATIBLE_WITH_V2_ONLY))
          .isInstanceOfSatisfying(
              RestClientException.class, e -> assertThat(e.getStatus()).isEqualTo(409));

      client.register("other-value", V2);
      assertThat(client.register("other-value", COMPATIBLE_WITH_V2_ONLY)).isGreaterThan(id);
    }
  }

  @Test
  void shouldKeepSchemasInFilesOverKillAndRestart() throws Exception {
    int port;
    int id;
    try (var registry = RegistryProcess.start(directory, 0, Storage.FILE);
        var client = client(registry)) {
      port = registry.port();
      id = client.register("epochs-value", V1);
      registry.kill();
      assertThat(registry.isAlive()).isFalse();
    }
    try (var registry = RegistryProcess.start(directory, port, Storage.FILE);
        var client = client(registry)) {
      assertThat(registry.url()).isEqualTo("http://127.0.0.1:" + port + "/apis/ccompat/v7");
      assertThat(client.getSchemaById(id).canonicalString()).isEqualTo(V1.canonicalString());
      assertThat(client.register("epochs-value", V2)).isGreaterThan(id);
    }
    try (var registry = RegistryProcess.start(directory, port, Storage.FILE);
        var client = client(registry)) {
      assertThat(client.getAllVersions("epochs-value")).containsExactly(1, 2);
    }
  }

  @Test
  void shouldStopWithinTwoSeconds() throws IOException {
    var registry = RegistryProcess.start(directory, 0, Storage.FILE);
    var start = Instant.now();

    registry.close();
    registry.close();

    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    assertThat(registry.isAlive()).isFalse();
  }

  @Test
  void shouldShowLogWhenRegistryFails() throws IOException {
    Files.writeString(directory.resolve("schemas.mv.db"), "no database");

    assertThatThrownBy(() -> RegistryProcess.start(directory, 0, Storage.FILE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the registry exited")
        .hasMessageContaining("registry.log")
        .hasMessageContaining("schemas.mv.db");
  }

  private static CachedSchemaRegistryClient client(RegistryProcess registry) {
    return new CachedSchemaRegistryClient(registry.url(), 100);
  }
}
