package io.epochgraph.local;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A child process on this JVM's Java, small and quick to start, whose output goes to a log file.
 * Its main class calls {@link ParentWatch#start()} to end with its parent.
 */
public final class ChildJvm implements AutoCloseable {
  private static final Duration GRACE = Duration.ofMillis(1500);
  private static final Duration POLL = Duration.ofMillis(30);
  private static final int LOG_LINES = 30;
  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final String name;
  private final Process process;
  private final Path log;

  private ChildJvm(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts {@code main} in {@code directory}, which gets its {@code <name>.log}.
   *
   * @param flags for the JVM, after those that keep it small (256 MB of heap, the first compiler
   *     only): what they set too, they win
   * @throws IOException if the directory cannot be made or the process not started
   */
  public static ChildJvm start(
      String name,
      Path directory,
      String classPath,
      List<String> flags,
      Class<?> main,
      List<String> arguments)
      throws IOException {
    Files.createDirectories(directory);
    Path log = directory.resolve(name + ".log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.add(main.getName());
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("CLASSPATH", classPath);
    return new ChildJvm(name, builder.start(), log);
  }

  /**
   * Waits until {@code ready} holds, and kills the child if that fails.
   *
   * @throws IOException with the last log lines but stack frames, if the child exits or the time is
   *     up
   */
  void awaitReady(BooleanSupplier ready, Duration timeout) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!ready.getAsBoolean()) {
        if (process.waitFor(POLL)) {
          throw failure("exited with code " + process.exitValue());
        }
        if (System.nanoTime() > deadline) {
          throw failure("was not ready within " + timeout.toSeconds() + " s");
        }
      }
    } catch (InterruptedException _) {
      kill();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the " + name + " started");
    } catch (IOException e) {
      kill();
      throw e;
    }
  }

  /** The id of its operating system process. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its exit code; empty while it runs. 128 and the signal's number where a signal ended it. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** What it has written so far. */
  public String logText() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  /** SIGKILL; returns once the process is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  /**
   * SIGSTOP: it stands still until {@link #resume}, and its connections stay open.
   *
   * @throws IOException where the signal cannot be sent, as on Windows
   */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  /**
   * SIGTERM; returns once the process is gone.
   *
   * @return whether it was gone in time; it goes on to end where not
   */
  public boolean terminate(Duration timeout) {
    process.destroy();
    return awaitExit(timeout);
  }

  /** SIGTERM and, 1.5 s later, SIGKILL. */
  @Override
  public void close() {
    process.destroy();
    if (!awaitExit(GRACE)) {
      kill();
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("the %s got no SIG%s".formatted(this.name, name));
    }
  }

  private boolean awaitExit(Duration timeout) {
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private IOException failure(String what) {
    List<String> lines = logText().lines().filter(line -> !isStackFrame(line)).toList();
    List<String> tail = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
    return new IOException(
        "the %s %s; the end of %s:%n%s".formatted(name, what, log, String.join("\n", tail)));
  }

  private static boolean isStackFrame(String line) {
    return line.startsWith("\tat ") || line.startsWith("\t... ");
  }
}
