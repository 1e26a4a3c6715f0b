package io.epochgraph.trainer;

import io.epochgraph.networks.FeatureShape;
import io.epochgraph.trainer.data.ImageDataset;
import io.epochgraph.trainer.data.Normalization;
import io.epochgraph.trainer.data.Split;
import java.util.Arrays;

/**
 * Network inputs made of a dataset's images: normalised, and centred on a background of zero pixels
 * where the network wants them larger.
 */
final class Batches {
  private final ImageDataset dataset;
  private final FeatureShape input;
  private final Normalization normalization;
  private final int top;
  private final int left;

  Batches(ImageDataset dataset, FeatureShape input) {
    this.dataset = dataset;
    this.input = input;
    this.normalization = Normalization.of(dataset);
    this.top = (input.height() - dataset.height()) / 2;
    this.left = (input.width() - dataset.width()) / 2;
    if (input.channels() != dataset.channels()
        || input.height() < dataset.height()
        || input.width() < dataset.width()) {
      throw new IllegalArgumentException(
          "network input %s cannot hold images of %d channels, %dx%d"
              .formatted(input, dataset.channels(), dataset.height(), dataset.width()));
    }
  }

  /** Images {@code order[from..to)} of a split: {@code (to − from, channels, height, width)}. */
  float[] inputs(Split split, int[] order, int from, int to) {
    float[] inputs = new float[(to - from) * input.size()];
    int at = 0;
    for (int i = from; i < to; i++) {
      for (int channel = 0; channel < input.channels(); channel++) {
        fillPlane(split, order[i], channel, inputs, at);
        at += input.height() * input.width();
      }
    }
    return inputs;
  }

  private void fillPlane(Split split, int image, int channel, float[] inputs, int at) {
    boolean padded = input.height() > dataset.height() || input.width() > dataset.width();
    if (padded) {
      float background = normalization.apply(channel, (byte) 0);
      Arrays.fill(inputs, at, at + input.height() * input.width(), background);
    }
    byte[] pixels = split.pixels();
    int from = (image * input.channels() + channel) * dataset.height() * dataset.width();
    for (int y = 0; y < dataset.height(); y++) {
      int row = at + (top + y) * input.width() + left;
      for (int x = 0; x < dataset.width(); x++) {
        inputs[row + x] = normalization.apply(channel, pixels[from++]);
      }
    }
  }
}
