package io.epochgraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Deletes directories of our own making. */
public final class Directories {

  private Directories() {}

  /** Deletes {@code directory} with all that is in it; what cannot be deleted stays. */
  public static void delete(Path directory) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.printf("epochgraph: %s could not be deleted: %s%n", directory, e.getMessage());
    }
  }
}
