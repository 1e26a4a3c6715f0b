package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code epochgraph up} opens to other machines: nothing. */
@EnabledOnOs(OS.LINUX) // which tells of processes and sockets under /proc
@Timeout(180)
final class LoopbackIT {

  @Test
  void shouldListenOnLoopbackOnly(@TempDir Path directory) throws Exception {
    try (var up =
        CommandProcess.start(
            directory,
            "up",
            "--dir",
            directory.resolve("data").toString(),
            "--broker-port",
            "0",
            "--registry-port",
            "0",
            "--port",
            "0")) {
      Waiting.until("it is up", up::output, it -> it.contains("Up. Ctrl-C stops everything."));
      assertThat(up.handle().descendants()).as("the registry").isNotEmpty();
      assertThat(Listening.of(up.handle()))
          .as("broker, controller, registry, its management and the dashboard")
          .hasSizeGreaterThanOrEqualTo(5);
      assertThat(Listening.beyondLoopback(up.handle())).isEmpty();
      up.stop();
      up.exitCode();
    }
  }
}
