package io.epochgraph.trainer.data;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Scales images by averaging the pixels under each target pixel (enlarging repeats them), whatever
 * their proportions.
 *
 * @param height of the result in pixels
 * @param width as height
 * @param grey whether to write one channel of luminance (0.299 R + 0.587 G + 0.114 B) or three
 */
record Scaling(int height, int width, boolean grey) {

  /** To a square. */
  Scaling(int side, boolean grey) {
    this(side, side, grey);
  }

  int imageSize() {
    return (grey ? 1 : 3) * height * width;
  }

  void write(BufferedImage image, byte[] pixels /* (n, c, h, w) */, int offset) {
    int plane = height * width;
    int[] colours = colours(image);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double[] colour = average(image, colours, x, y);
        int at = offset + y * width + x;
        if (grey) {
          pixels[at] = (byte) Math.round(0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]);
        } else {
          for (int channel = 0; channel < 3; channel++) {
            pixels[at + channel * plane] = (byte) Math.round(colour[channel]);
          }
        }
      }
    }
  }

  private double[] average(BufferedImage image, int[] colours /* (height, width) */, int x, int y) {
    int left = x * image.getWidth() / width;
    int top = y * image.getHeight() / height;
    int right = Math.max(left + 1, (x + 1) * image.getWidth() / width);
    int bottom = Math.max(top + 1, (y + 1) * image.getHeight() / height);
    double[] sum = new double[3];
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        int rgb = colours[row * image.getWidth() + column];
        sum[0] += rgb >> 16 & 0xff;
        sum[1] += rgb >> 8 & 0xff;
        sum[2] += rgb & 0xff;
      }
    }
    int area = (right - left) * (bottom - top);
    return new double[] {sum[0] / area, sum[1] / area, sum[2] / area};
  }

  /**
   * Each pixel's {@code 0xRRGGBB}. Grey samples are taken as they are stored: Java would lighten
   * them, as it holds them for linear light.
   */
  private static int[] colours(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (image.getType() != BufferedImage.TYPE_BYTE_GRAY) {
      return image.getRGB(0, 0, width, height, null, 0, width);
    }
    int[] colours = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
    Arrays.setAll(colours, i -> colours[i] * 0x010101);
    return colours;
  }
}
