package io.epochgraph.trainer.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An image file and what it shows.
 *
 * @param label index of the class
 */
record Example(Path file, int label) {

  /** Those at the indices, in their order. */
  static List<Example> choose(List<Example> examples, int[] indices) {
    return Arrays.stream(indices).mapToObj(examples::get).toList();
  }

  /** Reads and scales the images, on all cores. */
  static Split decode(List<Example> examples, Scaling scaling) throws IOException {
    byte[] pixels = new byte[Math.multiplyExact(examples.size(), scaling.imageSize())];
    try {
      IntStream.range(0, examples.size())
          .parallel()
          .forEach(i -> scaling.write(examples.get(i).image(), pixels, i * scaling.imageSize()));
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
    return new Split(pixels, examples.stream().mapToInt(Example::label).toArray());
  }

  private BufferedImage image() {
    try {
      return ImageFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
