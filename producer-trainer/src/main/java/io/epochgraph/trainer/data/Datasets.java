package io.epochgraph.trainer.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The datasets that can be trained on. */
public final class Datasets {
  public static final String FASHION_MNIST = "fashion-mnist";
  public static final String CIFAR10 = "cifar10";
  public static final String TINY_IMAGENET = "tiny-imagenet";
  public static final String IMAGE_FOLDERS = "image-folders";
  public static final List<String> NAMES =
      List.of(FASHION_MNIST, CIFAR10, TINY_IMAGENET, IMAGE_FOLDERS);

  private Datasets() {}

  /**
   * What a directory has: Tiny ImageNet where its list of classes is there, else folders of images.
   */
  public static String at(Path directory) {
    return TinyImageNet.isAt(directory) ? TINY_IMAGENET : IMAGE_FOLDERS;
  }

  /**
   * Makes sure that a dataset's files are on this machine, fetching Fashion-MNIST when it must.
   * Done once before several processes {@link #load}, so that one of them fetches and not all.
   *
   * @return the settings, with the directory that has the files
   * @throws DatasetUnavailableException if the files are nowhere; its message says what was tried
   *     and what would help
   */
  public static DatasetSettings locate(DatasetSettings settings) throws IOException {
    Path directory = settings.directory();
    return settings.in(
        switch (settings.name()) {
          case FASHION_MNIST -> FashionMnistSource.locate(directory);
          case CIFAR10 -> Cifar10.locate(directory);
          case TINY_IMAGENET -> TinyImageNet.locate(directory);
          default -> ImageFolders.locate(directory);
        });
  }

  /**
   * Reads the subset the settings ask for into memory.
   *
   * @throws IOException if files are missing, or are not what they should be
   */
  public static ImageDataset load(DatasetSettings settings) throws IOException {
    DatasetSettings located = locate(settings);
    return switch (located.name()) {
      case FASHION_MNIST ->
          FashionMnist.read(located.directory()).subset(located.images(), located.seed());
      case CIFAR10 -> Cifar10.read(located.directory()).subset(located.images(), located.seed());
      case TINY_IMAGENET -> TinyImageNet.read(located);
      default -> ImageFolders.read(located);
    };
  }
}
