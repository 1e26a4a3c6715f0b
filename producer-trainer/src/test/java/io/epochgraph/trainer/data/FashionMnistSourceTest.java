package io.epochgraph.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistSourceTest {
  private static final ImageDataset IMAGES = GeneratedImages.dataset(3, 2, 28);
  @TempDir Path directory;

  @Test
  void shouldTakeTheFirstPlaceThatHasAllFiles() throws IOException {
    Path incomplete = Files.createDirectory(directory.resolve("incomplete"));
    GeneratedImages.writeFashionMnist(incomplete, IMAGES);
    Files.delete(incomplete.resolve("t10k-labels-idx1-ubyte.gz"));
    Path complete =
        GeneratedImages.writeFashionMnist(
            Files.createDirectory(directory.resolve("complete")), IMAGES);

    assertThat(
            FashionMnistSource.first(
                List.of(
                    new PresentFiles("one", incomplete),
                    new PresentFiles("two", complete),
                    new PresentFiles("three", directory))))
        .isEqualTo(complete);
  }

  @Test
  void shouldNameEveryAttemptAndWhatHelps() {
    var sources =
        List.<FashionMnistSource>of(
            new PresentFiles("the cache", directory),
            new PresentFiles("the other place", directory.resolve("absent")));

    assertThatThrownBy(() -> FashionMnistSource.first(sources))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageContaining("the cache, " + directory + ": has no train-images-idx3-ubyte")
        .hasMessageContaining("the other place, " + directory.resolve("absent"))
        .hasMessageContaining("no such directory")
        .hasMessageContaining("apt-get install dataset-fashion-mnist")
        .hasMessageContaining("--data DIR");
  }

  @Test
  void shouldNotReplaceAGivenDirectoryByAnother() {
    assertThatThrownBy(() -> FashionMnistSource.locate(directory))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageContaining("the given directory, " + directory)
        .hasMessageNotContainingAny("cache", "apt-get download");
  }

  @Test
  void shouldLookForFilesBeforeFetching() {
    assertThat(FashionMnistSource.usual())
        .extracting(source -> (Object) source.getClass())
        .containsExactly(
            PresentFiles.class, PresentFiles.class, DjlDownload.class, DebianPackage.class);
  }

  @Test
  void shouldNotTryToDownloadOffline() {
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");

    assertThatThrownBy(() -> new DjlDownload(directory).directory())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("DJL is offline");
  }

  @Test
  void shouldFillTheCacheOnlyWithACompleteFetch() throws IOException {
    assertThatThrownBy(
            () ->
                Cache.fill(
                    directory,
                    scratch -> {
                      GeneratedImages.writeFashionMnist(scratch, IMAGES);
                      Files.delete(scratch.resolve("t10k-labels-idx1-ubyte.gz"));
                      return scratch;
                    }))
        .isInstanceOf(IOException.class);
    assertThat(directory).isEmptyDirectory();

    Path filled =
        Cache.fill(
            directory,
            scratch ->
                GeneratedImages.writeFashionMnist(
                    Files.createDirectory(scratch.resolve("deeper")), IMAGES));

    assertThat(new PresentFiles("the cache", filled).directory()).isEqualTo(directory);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(4);
    }
  }
}
