package io.epochgraph.trainer.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One way to come by Fashion-MNIST's four files. */
sealed interface FashionMnistSource permits PresentFiles, DjlDownload, DebianPackage {
  Path INSTALLED = Path.of("/usr/share/datasets/fashion-mnist");

  /** What is tried, as a user reads it. */
  String description();

  /**
   * The directory with the files, fetched if need be.
   *
   * @throws IOException if this way leads nowhere; the message says why
   */
  Path directory() throws IOException;

  /** The directory given, which then must have the files, or the first of the usual ways. */
  static Path locate(Path given) throws DatasetUnavailableException {
    return first(given != null ? List.of(new PresentFiles("the given directory", given)) : usual());
  }

  /** The usual ways, the quickest first. */
  static List<FashionMnistSource> usual() {
    Path cache = Cache.directory().resolve(Datasets.FASHION_MNIST);
    return List.of(
        new PresentFiles("the cache", cache),
        new PresentFiles("the files of Debian's package", INSTALLED),
        new DjlDownload(cache),
        new DebianPackage(cache));
  }

  /** The directory of the first source that has one. */
  static Path first(List<FashionMnistSource> sources) throws DatasetUnavailableException {
    List<String> failures = new ArrayList<>();
    for (FashionMnistSource source : sources) {
      try {
        return source.directory();
      } catch (IOException e) {
        failures.add("  - %s: %s".formatted(source.description(), e.getMessage()));
      }
    }
    throw new DatasetUnavailableException(
        """
        Fashion-MNIST is not available. Tried:
        %s
        Any of these helps: on Debian and Ubuntu, install it with 'apt-get install \
        dataset-fashion-mnist' (after 'apt-get update'); or connect to the network and try again; \
        or put the files %s, each plain or .gz, into a directory and name it with --data DIR.\
        """
            .formatted(String.join("\n", failures), String.join(", ", FashionMnist.FILES)));
  }
}
