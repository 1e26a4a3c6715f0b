package io.epochgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanIT {
  private static final Duration START = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void shouldEndChildrenWhenParentIsKilled() throws Exception {
    ProcessHandle registry;
    ProcessHandle broker;
    try (var parent =
        ChildJvm.start(
            "parent",
            directory,
            System.getProperty("java.class.path"),
            List.of(
                "-Depochgraph.registry.home=" + RegistryHome.find().directory(),
                "-Dlogback.configurationFile=io/epochgraph/local/child-logback.xml"),
            Parent.class,
            List.of(directory.toString()))) {
      parent.awaitReady(() -> parent.logText().contains(Parent.STARTED), START);
      String[] started = parent.logText().lines().toList().getLast().split(" ", -1);
      registry = ProcessHandle.of(Long.parseLong(started[1])).orElseThrow();
      broker = ProcessHandle.of(Long.parseLong(started[2])).orElseThrow();
      parent.kill();
    }
    registry.onExit().get(5, TimeUnit.SECONDS);
    broker.onExit().get(5, TimeUnit.SECONDS);

    assertThat(registry.isAlive()).isFalse();
    assertThat(broker.isAlive()).isFalse();
  }

  /** Starts a registry and a broker, tells their process ids and waits to be killed. */
  static final class Parent {
    static final String STARTED = "started.";

    public static void main(String[] args) throws Exception {
      ParentWatch.start();
      var directory = Path.of(args[0]);
      var registry =
          RegistryProcess.start(directory.resolve("registry"), 0, RegistryProcess.Storage.FILE);
      var broker = BrokerProcess.start(directory.resolve("broker"), 0);
      System.out.println("pids " + registry.pid() + " " + broker.pid() + " " + STARTED);
      Thread.sleep(Duration.ofMinutes(5));
    }
  }
}
