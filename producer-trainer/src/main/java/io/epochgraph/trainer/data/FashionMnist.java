package io.epochgraph.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Fashion-MNIST: 60,000 + 10,000 grey images of 28×28 in ten classes, in four IDX files. */
final class FashionMnist {
  static final List<String> FILES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");
  private static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private FashionMnist() {}

  static ImageDataset read(Path directory) throws IOException {
    IdxFile images = IdxFile.read(file(directory, FILES.get(0)), 3);
    IdxFile labels = IdxFile.read(file(directory, FILES.get(1)), 1);
    IdxFile testImages = IdxFile.read(file(directory, FILES.get(2)), 3);
    IdxFile testLabels = IdxFile.read(file(directory, FILES.get(3)), 1);
    return new ImageDataset(
        Datasets.FASHION_MNIST,
        1,
        images.dimensions()[1],
        images.dimensions()[2],
        CLASSES,
        split(directory, images, labels),
        split(directory, testImages, testLabels));
  }

  /** The file of that name, packed or plain. */
  static Path file(Path directory, String name) throws IOException {
    Path plain = directory.resolve(name);
    Path packed = directory.resolve(name + ".gz");
    if (Files.isRegularFile(packed)) {
      return packed;
    }
    if (Files.isRegularFile(plain)) {
      return plain;
    }
    throw new NoSuchFileException(plain.toString(), null, "no such file, nor with .gz");
  }

  private static Split split(Path directory, IdxFile images, IdxFile labels) throws IOException {
    int count = labels.dimensions()[0];
    if (images.dimensions()[0] != count) {
      throw new IOException(
          "%s: %d images but %d labels".formatted(directory, images.dimensions()[0], count));
    }
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      classes[i] = labels.values()[i] & 0xff;
    }
    return new Split(images.values(), classes);
  }
}
