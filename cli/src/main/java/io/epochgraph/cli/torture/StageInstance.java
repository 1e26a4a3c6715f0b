package io.epochgraph.cli.torture;

import io.epochgraph.cli.Directories;
import io.epochgraph.local.ChildJvm;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** One instance of a stage: a process at a time, on a state directory of its own. */
final class StageInstance implements AutoCloseable {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rw-------");
  private static final List<String> FLAGS =
      List.of(
          "-Xmx160m", "-Dlogback.configurationFile=io/epochgraph/cli/torture/stage-logback.xml");

  private final String stage;
  private final int number;
  private final String name;
  private final Path directory;
  private final Map<String, String> properties;
  private int generation;
  private ChildJvm process;

  /**
   * Starts nothing yet.
   *
   * @param properties the stage's, but for its state directory and its name in the group
   */
  StageInstance(String stage, int number, Path directory, Map<String, String> properties) {
    this.stage = stage;
    this.number = number;
    this.name = stage + "-" + number;
    this.directory = directory.resolve(name);
    this.properties = new HashMap<>(properties);
    this.properties.putIfAbsent("state.dir", this.directory.resolve("state").toString());
  }

  String stage() {
    return stage;
  }

  int number() {
    return number;
  }

  String name() {
    return name;
  }

  /** Makes it a static member of its group, under its name. */
  StageInstance named() {
    properties.put("group.instance.id", name);
    return this;
  }

  /** From its next start on. */
  void set(String property, String value) {
    properties.put(property, value);
  }

  void start() throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("stage.properties");
    keep(file);
    Path temporary = directory.resolve("tmp"); // native libraries: a killed process leaves its copy
    Directories.delete(temporary);
    Files.createDirectories(temporary);
    var flags = new ArrayList<>(FLAGS);
    flags.add("-Djava.io.tmpdir=" + temporary);
    generation++;
    process =
        ChildJvm.start(
            name + "." + generation,
            directory,
            System.getProperty("java.class.path"),
            flags,
            StageChild.class,
            List.of(stage, file.toString()));
  }

  /** For its owner alone: settings may hold passwords. */
  private void keep(Path file) throws IOException {
    var stored = new Properties();
    stored.putAll(properties);
    Files.deleteIfExists(file);
    Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNERS));
    try (Writer writer = Files.newBufferedWriter(file)) {
      stored.store(writer, null);
    }
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** SIGKILL. */
  void kill() {
    process.kill();
  }

  void pause() throws IOException, InterruptedException {
    process.pause();
  }

  void resume() throws IOException, InterruptedException {
    process.resume();
  }

  /**
   * SIGTERM.
   *
   * @return how long it took to end
   */
  Duration stop() {
    long start = System.nanoTime();
    if (!process.terminate(STOP_PATIENCE)) {
      process.kill();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Forgets what it keeps on this machine. */
  void wipe() {
    Directories.delete(Path.of(properties.get("state.dir")));
  }

  /** What its present or last process has written. */
  String logText() {
    return process.logText();
  }

  @Override
  public void close() {
    if (isAlive()) {
      process.kill();
    }
  }
}
