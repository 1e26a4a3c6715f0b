package io.epochgraph.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Images of two classes, to train on: bright above and bright below. */
final class MadeImages {

  private static final int EACH = 40;
  private static final int SIDE = 32;

  private MadeImages() {}

  /** Writes a folder for each class, and returns {@code directory}. */
  static Path in(Path directory) throws IOException {
    for (int label = 0; label < 2; label++) {
      Path folder = Files.createDirectories(directory.resolve("class-" + label));
      for (int i = 0; i < EACH; i++) {
        ImageIO.write(image(label, i), "png", folder.resolve(i + ".png").toFile());
      }
    }
    return directory;
  }

  private static BufferedImage image(int label, int number) {
    var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      int bright = (y < SIDE / 2) == (label == 0) ? 160 : 40;
      for (int x = 0; x < SIDE; x++) {
        int grey = bright + (x * (number + 1)) % 60;
        image.setRGB(x, y, grey << 16 | grey << 8 | grey);
      }
    }
    return image;
  }
}
