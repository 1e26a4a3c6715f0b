package io.epochgraph.trainer.data;

/**
 * Turns pixels into network inputs: (pixel / 255 − mean) / deviation, per channel. A channel
 * without contrast is divided by 1.
 */
public final class Normalization {
  private static final int VALUES = 256;
  private final float[][] table; /* (channels, 256) */

  private Normalization(float[][] table) {
    this.table = table;
  }

  /** Mean and deviation of each channel over a dataset's training images. */
  public static Normalization of(ImageDataset dataset) {
    byte[] pixels = dataset.training().pixels();
    int plane = dataset.height() * dataset.width();
    long[][] counts = new long[dataset.channels()][VALUES];
    for (int i = 0; i < pixels.length; i++) {
      counts[i / plane % dataset.channels()][pixels[i] & 0xff]++;
    }
    float[][] table = new float[dataset.channels()][];
    for (int channel = 0; channel < table.length; channel++) {
      table[channel] = table(counts[channel]);
    }
    return new Normalization(table);
  }

  /**
   * The input for a pixel.
   *
   * @param pixel unsigned, as a byte
   */
  public float apply(int channel, byte pixel) {
    return table[channel][pixel & 0xff];
  }

  private static float[] table(long[] counts /* (256) */) {
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (int value = 0; value < VALUES; value++) {
      double scaled = value / 255.0;
      n += counts[value];
      sum += counts[value] * scaled;
      squares += counts[value] * scaled * scaled;
    }
    double mean = sum / n;
    double variance = squares / n - mean * mean;
    double deviation = variance > 1e-12 ? Math.sqrt(variance) : 1;
    float[] table = new float[VALUES];
    for (int value = 0; value < VALUES; value++) {
      table[value] = (float) ((value / 255.0 - mean) / deviation);
    }
    return table;
  }
}
