package io.epochgraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the project, as tests find them: their working directory is the module's. */
public final class Project {
  private Project() {}

  /** A file or directory, by its path from the project's root. */
  public static Path file(String path) {
    return Path.of("").toAbsolutePath().resolveSibling(path);
  }

  /** Its text. */
  public static String text(String path) throws IOException {
    return Files.readString(file(path));
  }
}
