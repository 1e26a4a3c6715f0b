package io.epochgraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.local.RegistryProcess;
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
