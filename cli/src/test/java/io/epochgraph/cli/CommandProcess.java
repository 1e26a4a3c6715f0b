package io.epochgraph.cli;

import io.epochgraph.local.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The command line as processes of their own, as a user starts them. */
final class CommandProcess {

  private CommandProcess() {}

  /** Starts {@code epochgraph arguments} in {@code directory}, which gets its output. */
  static ChildJvm start(String name, Path directory, String... arguments) throws IOException {
    return ChildJvm.start(
        name,
        directory,
        System.getProperty("java.class.path"),
        List.of("-Depochgraph.registry.home=" + System.getProperty("epochgraph.registry.home")),
        Main.class,
        List.of(arguments));
  }

  /** Waits for its end: its exit code. */
  static int exitCode(ChildJvm process) throws Exception {
    return Waiting.until("it ends: " + process.pid(), process::exitCode, it -> it.isPresent())
        .orElseThrow();
  }
}
