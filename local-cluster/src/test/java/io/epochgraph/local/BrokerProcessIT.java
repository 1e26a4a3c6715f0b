package io.epochgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessIT {
  @TempDir Path directory;

  @Test
  void shouldKeepRecordsOverKillAndRestart() throws Exception {
    int port;
    try (var broker = BrokerProcess.start(directory, 0)) {
      port = broker.port();
      var records = new Records(broker.bootstrapServers());
      records.createTopic("kept", Map.of());
      records.write("kept", "a", "b");
      broker.kill();
      assertThat(broker.isAlive()).isFalse();
    }
    try (var broker = BrokerProcess.start(directory, port)) {
      var records = new Records(broker.bootstrapServers());
      records.write("kept", "c");
      assertThat(records.read("kept", 3)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void shouldShowLogWhenBrokerFails() throws IOException {
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.writeString(data.resolve("meta.properties"), "version=1\nnode.id=1\n");

    assertThatThrownBy(() -> BrokerProcess.start(directory, 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the broker exited with code 1")
        .hasMessageContaining("broker.log")
        .hasMessageContaining("cluster.id was not found");
  }
}
