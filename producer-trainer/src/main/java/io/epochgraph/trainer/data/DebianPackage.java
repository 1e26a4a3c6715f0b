package io.epochgraph.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's package, downloaded and unpacked into the cache; root's rights are not needed. */
record DebianPackage(Path cache) implements FashionMnistSource {
  private static final String NAME = "dataset-fashion-mnist";
  private static final int MINUTES = 5;

  @Override
  public String description() {
    return "Debian's package " + NAME + ", by apt-get download";
  }

  @Override
  public Path directory() throws IOException {
    if (!Files.exists(Path.of("/etc/debian_version"))) {
      throw new IOException("this is not Debian");
    }
    return Cache.fill(cache, DebianPackage::download);
  }

  private static Path download(Path scratch) throws IOException {
    run(scratch, List.of("apt-get", "-q", "download", NAME));
    Path unpacked = scratch.resolve("unpacked");
    run(scratch, List.of("dpkg", "-x", packageIn(scratch), unpacked.toString()));
    return unpacked.resolve(Path.of("/").relativize(INSTALLED));
  }

  private static String packageIn(Path scratch) throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".deb"))
          .findFirst()
          .orElseThrow(() -> new IOException("apt-get downloaded nothing"));
    }
  }

  private static void run(Path directory, List<String> command) throws IOException {
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new IOException(command.getFirst() + " took more than " + MINUTES + " minutes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      String said = String.join("; ", Files.readAllLines(log));
      throw new IOException(
          "%s failed: %s%s"
              .formatted(
                  command.getFirst(),
                  said,
                  said.contains("Unable to locate")
                      ? " (apt knows no packages before the first 'apt-get update')"
                      : ""));
    }
  }
}
