package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.local.RegistryProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WithCluster.class)
class RecordReaderIT {

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 987_654, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void shouldRefuseASchemaThatTheRegistryDoesNotKnow(int id, ClusterTopics test) {
    try (var reader = new RecordReader<>(test.topics().deadLetters(), test.cluster())) {
      assertThat(reader.read(ByteBuffer.allocate(6).put((byte) 0).putInt(id).array()))
          .isInstanceOfSatisfying(
              Decoded.Refused.class,
              refused -> assertThat(refused.code()).isEqualTo("UNKNOWN_SCHEMA"));
    }
  }

  @Test
  void shouldTellASchemaThatIsNoAvroFromARegistryThatIsAway(ClusterTopics test) throws Exception {
    String schema = "{'$schema':'http://json-schema.org/draft-07/schema#','type':'object'}";
    String body =
        "{\"schemaType\":\"JSON\",\"schema\":\"%s\"}".formatted(schema.replace("'", "\\\""));
    var uri = URI.create(test.cluster().schemaRegistryUrl() + "/subjects/json/versions");
    var request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    String answer;
    try (var client = HttpClient.newHttpClient()) {
      answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
    int id = Integer.parseInt(answer.replaceAll("\\D", ""));
    try (var reader = new RecordReader<>(test.topics().deadLetters(), test.cluster())) {
      for (int i = 0; i < 2; i++) {
        assertThat(reader.read(ByteBuffer.allocate(6).put((byte) 0).putInt(id).array()))
            .isEqualTo(
                new Decoded.Refused<>(
                    "WRONG_TYPE", "schema %d is no Avro schema: want a DeadLetter".formatted(id)));
      }
    }
  }

  @Test
  void shouldTellARegistryThatIsAwayFromASchemaThatIsUnknown(@TempDir Path directory)
      throws Exception {
    var registry = RegistryProcess.start(directory, 0, RegistryProcess.Storage.MEMORY);
    var cluster = ClusterSettings.of("127.0.0.1:9", registry.url());
    Topic<DeadLetter> topic = Topics.LIVE.deadLetters();
    byte[] letter = FirstContact.bytes(cluster);
    try (var before = new RecordReader<>(topic, cluster);
        var after = new RecordReader<>(topic, cluster)) {
      assertThat(before.read(letter)).isInstanceOf(Decoded.Accepted.class);
      registry.kill();
      assertThat(before.read(letter)).as("known by now").isInstanceOf(Decoded.Accepted.class);
      assertThatThrownBy(() -> after.read(letter))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining(registry.url());
    } finally {
      registry.close();
    }
  }
}
