package io.epochgraph.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** Where a report's plots go, and what it calls things. */
final class ReportFiles {

  private ReportFiles() {}

  /** A directory beside the report, of its name. */
  static Path plots(Path report) {
    return report.resolveSibling(report.getFileName().toString().replaceFirst("\\.md$", ""));
  }

  /** How the report links to a file. */
  static String link(Path report, Path file) {
    Path from = report.toAbsolutePath().normalize().getParent();
    return from.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
  }

  /** The command that writes the report, as it was typed. */
  static String command(CommandSpec spec) {
    return "./epochgraph "
        + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }

  /** A corpus's name, its file's without the ending. */
  static String corpus(Path file) {
    return file.getFileName().toString().replaceFirst("\\.avro$", "");
  }
}
