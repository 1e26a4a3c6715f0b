package io.epochgraph.trainer.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where fetched datasets are kept: {@code $XDG_CACHE_HOME/epochgraph} or {@code ~/.cache/…}. */
final class Cache {
  private Cache() {}

  static Path directory() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("epochgraph");
  }

  /** Brings Fashion-MNIST's files into a scratch directory. */
  @FunctionalInterface
  interface Fetch {
    /** Returns the directory, the scratch directory or one below it, that has the files. */
    Path into(Path scratch) throws IOException;
  }

  /**
   * Fetches into a scratch directory and moves the files to their place only once all are there, so
   * that a fetch cut short leaves nothing that looks complete.
   */
  static Path fill(Path place, Fetch fetch) throws IOException {
    Files.createDirectories(place);
    Path scratch = Files.createTempDirectory(place, "fetch");
    try {
      Path fetched = fetch.into(scratch);
      for (String name : FashionMnist.FILES) {
        FashionMnist.file(fetched, name);
      }
      for (String name : FashionMnist.FILES) {
        Path file = FashionMnist.file(fetched, name);
        Files.move(
            file,
            place.resolve(file.getFileName()),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      return place;
    } finally {
      delete(scratch);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Cache::deleteOne);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
