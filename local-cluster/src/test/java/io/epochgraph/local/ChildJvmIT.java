package io.epochgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "asks /proc for the process's state")
class ChildJvmIT {

  /** Lives until it is told to stop. */
  static final class Sleeper {
    public static void main(String[] args) throws InterruptedException {
      ParentWatch.start();
      System.out.println("asleep");
      Thread.sleep(Duration.ofMinutes(5));
    }
  }

  @Test
  void shouldStandStillWhilePausedAndEndWhenTold(@TempDir Path directory) throws Exception {
    try (ChildJvm child = start(directory)) {
      child.pause();
      awaitState(child, true);
      child.resume();
      awaitState(child, false);
      assertThat(child.exitCode()).isEmpty();
      assertThat(child.terminate(Duration.ofSeconds(20))).isTrue();
      // 143 by the signal, or 0 where it saw first that its parent let go of it
      assertThat(child.exitCode().orElseThrow()).isIn(143, 0);
    }
  }

  @Test
  void shouldBeGoneOnceKilled(@TempDir Path directory) throws Exception {
    try (ChildJvm child = start(directory)) {
      child.kill();
      assertThat(child.exitCode()).hasValue(137);
    }
  }

  private static ChildJvm start(Path directory) throws Exception {
    ChildJvm child =
        ChildJvm.start(
            "sleeper",
            directory,
            System.getProperty("java.class.path"),
            List.of(),
            Sleeper.class,
            List.of());
    child.awaitReady(() -> child.logText().contains("asleep"), Duration.ofSeconds(30));
    return child;
  }

  /** A signal takes its effect a moment after it was sent. */
  private static void awaitState(ChildJvm child, boolean stopped) throws Exception {
    Instant end = Instant.now().plusSeconds(20);
    while ((state(child) == 'T') != stopped) {
      assertThat(Instant.now())
          .as("paused %s, but in state %s", stopped, state(child))
          .isBefore(end);
      Thread.sleep(10);
    }
  }

  private static char state(ChildJvm child) throws Exception {
    String stat = Files.readString(Path.of("/proc", String.valueOf(child.pid()), "stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }
}
