package io.epochgraph.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The command lines that others on this machine can read, of all that this process starts. */
final class CommandLines implements AutoCloseable {

  private static final long PAUSE_MILLIS = 50;

  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::look);

  private CommandLines() {}

  /** Looks from now on. */
  static CommandLines watch() {
    var commandLines = new CommandLines();
    commandLines.thread.start();
    return commandLines;
  }

  Set<String> seen() {
    return seen;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void look() {
    try {
      while (true) {
        ProcessHandle.current().descendants().forEach(this::add);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void add(ProcessHandle process) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      seen.add(new String(line, StandardCharsets.UTF_8).replace('\0', ' ').strip());
    } catch (IOException _) {
      // gone meanwhile
    }
  }
}
