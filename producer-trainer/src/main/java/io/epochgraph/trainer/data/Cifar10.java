package io.epochgraph.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * CIFAR-10 in its own binary layout: colour images of 32×32 in ten classes, five files to train on
 * and one to test, each image a label byte and 3,072 pixels (the red, green and blue planes).
 */
final class Cifar10 {
  private static final int SIDE = 32;
  private static final int PIXELS = 3 * SIDE * SIDE;
  private static final String FOLDER = "cifar-10-batches-bin";
  private static final List<String> TRAINING =
      IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin").toList();
  private static final List<String> TEST = List.of("test_batch.bin");
  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private Cifar10() {}

  /** The folder with the files: the given directory, one in it, or the cache. */
  static Path locate(Path given) throws DatasetUnavailableException {
    Path place = given != null ? given : Cache.directory().resolve(Datasets.CIFAR10);
    for (Path folder : List.of(place, place.resolve(FOLDER))) {
      if (Files.isRegularFile(folder.resolve(TEST.getFirst()))) {
        return folder;
      }
    }
    throw new DatasetUnavailableException(
        """
        CIFAR-10 is not in %s, which has no %s, nor a folder %s with it. Download the "binary \
        version" from the dataset's page, www.cs.toronto.edu/~kriz/cifar.html, unpack it, and name \
        the directory with --data DIR.\
        """
            .formatted(place, TEST.getFirst(), FOLDER));
  }

  static ImageDataset read(Path directory) throws IOException {
    return new ImageDataset(
        Datasets.CIFAR10, 3, SIDE, SIDE, CLASSES, read(directory, TRAINING), read(directory, TEST));
  }

  private static Split read(Path directory, List<String> names) throws IOException {
    int images = 0;
    for (String name : names) {
      images += images(directory.resolve(name));
    }
    byte[] pixels = new byte[images * PIXELS];
    int[] labels = new int[images];
    int image = 0;
    for (String name : names) {
      byte[] bytes = Files.readAllBytes(directory.resolve(name));
      for (int at = 0; at < bytes.length; at += 1 + PIXELS, image++) {
        labels[image] = bytes[at] & 0xff;
        System.arraycopy(bytes, at + 1, pixels, image * PIXELS, PIXELS);
      }
    }
    return new Split(pixels, labels);
  }

  private static int images(Path file) throws IOException {
    long size = Files.size(file);
    if (size == 0 || size % (1 + PIXELS) != 0) {
      throw new IOException(
          "%s: %d bytes, must be a multiple of %d (a label and %d pixels an image)"
              .formatted(file, size, 1 + PIXELS, PIXELS));
    }
    return Math.toIntExact(size / (1 + PIXELS));
  }
}
