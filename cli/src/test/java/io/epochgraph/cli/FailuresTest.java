package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What people see when something goes wrong: one line, and exit code 1. */
final class FailuresTest {

  private final StringWriter err = new StringWriter();

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new IllegalArgumentException("runs = 0, must be 1"), "runs = 0, must be 1"),
        Arguments.of(new IllegalStateException(), "java.lang.IllegalStateException"),
        Arguments.of(new NoSuchFileException("a/run.json"), "a/run.json does not exist"),
        Arguments.of(new AccessDeniedException("a"), "a may not be read or written"),
        Arguments.of(new IOException("the disk is full"), "the disk is full"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("failures")
  void shouldSayWhatFailedInOneLine(Exception failure, String message) {
    var command =
        new CommandLine(new Failing(failure)).setExecutionExceptionHandler(new Failures());
    assertThat(command.setErr(new PrintWriter(err)).execute()).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("epochgraph failing: " + message + System.lineSeparator());
  }

  @Test
  void shouldNameTheFileThatARunLacks(@TempDir Path directory) throws IOException {
    assertThat(publish(directory.resolve("none"))).isEqualTo(1);
    assertThat(err.toString()).endsWith("none is no directory" + System.lineSeparator());
    assertThat(publish(directory)).isEqualTo(1);
    assertThat(err.toString()).contains("holds no run: want run.json in it");
  }

  @Test
  void shouldRefuseASweepBeforeAnythingStarts() throws IOException {
    assertThat(execute("demo", "--epochs", "0")).isEqualTo(1);
    assertThat(execute("demo", "--parallel", "0")).isEqualTo(1);
    assertThat(execute("train", "--momentum", "1")).isEqualTo(1);
    assertThat(execute("train", "--sweep", "no spaces")).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(4)
        .allMatch(
            line -> line.startsWith("epochgraph demo: ") || line.startsWith("epochgraph train: "))
        .anyMatch(line -> line.contains("epochs = 0"))
        .anyMatch(line -> line.contains("--parallel 0"))
        .anyMatch(line -> line.contains("momentum = 1.0"))
        .anyMatch(line -> line.contains("no spaces"));
  }

  @Test
  void shouldDeleteWhatItMade(@TempDir Path directory) throws IOException {
    Path inside = Files.createDirectories(directory.resolve("state/a/b"));
    Files.writeString(inside.resolve("file"), "x");
    Directories.delete(directory.resolve("state"));
    Directories.delete(directory.resolve("never-there"));
    assertThat(directory).isEmptyDirectory();
  }

  private int publish(Path directory) {
    return execute("publish", directory.toString());
  }

  private int execute(String... arguments) {
    return Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
  }

  @Command(name = "failing")
  private record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }
}
