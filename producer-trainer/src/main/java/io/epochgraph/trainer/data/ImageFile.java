package io.epochgraph.trainer.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** PNG and JPEG files. */
public final class ImageFile {

  private ImageFile() {}

  /**
   * The image as datasets of images are read: scaled by averaging the pixels under each target
   * pixel (enlarging repeats them), whatever its proportions.
   *
   * @param channels 1 for luminance, 3 for red, green and blue
   * @param height of the result in pixels
   * @param width as height
   * @return {@code (channels, height, width)}, unsigned bytes
   * @throws IllegalArgumentException if channels are neither 1 nor 3, or an extent is below 1
   * @throws IOException if there is no such file, or it is no image
   */
  public static byte[] pixels(Path file, int channels, int height, int width) throws IOException {
    if ((channels != 1 && channels != 3) || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an image of %d channels, %dx%d: want 1 or 3 channels, and extents of 1 or more"
              .formatted(channels, height, width));
    }
    var scaling = new Scaling(height, width, channels == 1);
    byte[] pixels = new byte[scaling.imageSize()];
    scaling.write(read(file), pixels, 0);
    return pixels;
  }

  static BufferedImage read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such file");
    }
    BufferedImage image;
    try {
      image = ImageIO.read(file.toFile());
    } catch (IOException | RuntimeException e) { // what decoders throw at spoilt files
      throw new IOException("%s: cannot be decoded: %s".formatted(file, e.getMessage()), e);
    }
    if (image == null) {
      throw new IOException(file + ": is neither a PNG nor a JPEG image");
    }
    return image;
  }
}
