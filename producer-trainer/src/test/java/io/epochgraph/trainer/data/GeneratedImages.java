package io.epochgraph.trainer.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Noisy grey images with a bright stripe whose place is the class: easy to learn, quick to make.
 */
public final class GeneratedImages {
  private static final int CLASSES = 10;

  private GeneratedImages() {}

  public static ImageDataset dataset(int training, int validation, int side) {
    return new ImageDataset(
        "stripes",
        1,
        side,
        side,
        IntStream.range(0, CLASSES).mapToObj(i -> "stripe " + i).toList(),
        split(training, side, 1),
        split(validation, side, 2));
  }

  /** Writes the images as Fashion-MNIST's four files. */
  public static Path writeFashionMnist(Path directory, ImageDataset images) throws IOException {
    List<Split> splits = List.of(images.training(), images.validation());
    for (int i = 0; i < splits.size(); i++) {
      Split split = splits.get(i);
      byte[] labels = new byte[split.size()];
      for (int j = 0; j < labels.length; j++) {
        labels[j] = (byte) split.labels()[j];
      }
      int side = images.height();
      write(
          directory.resolve(FashionMnist.FILES.get(2 * i) + ".gz"),
          idx(split.pixels(), split.size(), side, side));
      write(
          directory.resolve(FashionMnist.FILES.get(2 * i + 1) + ".gz"), idx(labels, labels.length));
    }
    return directory;
  }

  static byte[] idx(byte[] values, int... dimensions) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(0x800 | dimensions.length);
    for (int extent : dimensions) {
      out.writeInt(extent);
    }
    out.write(values);
    return bytes.toByteArray();
  }

  /** Writes bytes, packed if the name ends in .gz. */
  static void write(Path file, byte[] bytes) throws IOException {
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      out.write(bytes);
    }
  }

  private static Split split(int count, int side, long seed) {
    var random = new SplittableRandom(seed);
    byte[] pixels = new byte[count * side * side];
    int[] labels = new int[count];
    for (int image = 0; image < count; image++) {
      labels[image] = random.nextInt(CLASSES);
      int stripe = labels[image] * (side - 2) / CLASSES;
      for (int i = 0; i < side * side; i++) {
        boolean bright = i / side >= stripe && i / side < stripe + 3;
        pixels[image * side * side + i] = (byte) (random.nextInt(80) + (bright ? 150 : 0));
      }
    }
    return new Split(pixels, labels);
  }
}
