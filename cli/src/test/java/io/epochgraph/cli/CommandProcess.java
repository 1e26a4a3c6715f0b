package io.epochgraph.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The command line as a process of its own, as a user starts it. */
final class CommandProcess implements AutoCloseable {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final long PATIENCE_SECONDS = 120;

  private final List<String> arguments;
  private final Process process;
  private final Path output;

  private CommandProcess(List<String> arguments, Process process, Path output) {
    this.arguments = arguments;
    this.process = process;
    this.output = output;
  }

  /** Starts {@code epochgraph arguments}, which writes its output to {@code directory}. */
  static CommandProcess start(Path directory, String... arguments) throws IOException {
    return start(directory, Main.class, Map.of(), List.of(arguments));
  }

  /** Starts {@code main} with more in its environment. */
  static CommandProcess start(
      Path directory, Class<?> main, Map<String, String> environment, List<String> arguments)
      throws IOException {
    Path output = directory.resolve("output-" + NEXT.incrementAndGet());
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dlogback.configurationFile=logback.xml"); // not that of tests
    command.add("-Depochgraph.registry.home=" + System.getProperty("epochgraph.registry.home"));
    command.add(main.getName());
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().putAll(environment);
    return new CommandProcess(arguments, builder.start(), output);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has written to standard output and standard error. */
  String output() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  /** Waits for its end. */
  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("%s goes on and on: %s".formatted(arguments, output()));
    }
    return process.exitValue();
  }

  /** SIGTERM. */
  void stop() {
    process.destroy();
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public String toString() {
    return "epochgraph " + String.join(" ", arguments);
  }
}
