package io.epochgraph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code epochgraph demo} as a process of its own, started as the launcher starts it. */
record DemoProcess(Process process, Path directory) implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Starts it with its temporary files and its output in {@code directory}. */
  static DemoProcess start(Path directory, String... options) throws IOException {
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    var command = new ArrayList<String>();
    if (System.getProperty("os.name").equals("Linux")) {
      // whatever started the tests may have told them to ignore Ctrl-C
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.io.tmpdir=" + temporary,
            "-Depochgraph.registry.home=" + System.getProperty("epochgraph.registry.home"),
            "-cp",
            Path.of(System.getProperty("basedir"), "target", "lib", "*").toString(),
            Main.class.getName(),
            "demo",
            "--no-dashboard",
            "--parallel",
            "2",
            "--json",
            directory.resolve("events.json").toString()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    return new DemoProcess(process, directory);
  }

  /** What it has printed. */
  String output() throws IOException {
    return Files.readString(directory.resolve("output"));
  }

  /** What it has written as JSON, line by line. */
  List<JsonNode> events() throws IOException {
    Path file = directory.resolve("events.json");
    var events = new ArrayList<JsonNode>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        events.add(JSON.readTree(line));
      }
    }
    return events;
  }

  /** The JSON lines of one kind. */
  List<JsonNode> events(String kind) throws IOException {
    return events().stream().filter(it -> it.get("event").textValue().equals(kind)).toList();
  }

  /** What it leaves in the place for temporary files. */
  List<String> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("tmp"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("epochgraph"))
          .toList();
    }
  }

  /** Ctrl-C. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).inheritIO().start().waitFor();
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
