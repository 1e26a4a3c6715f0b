package io.epochgraph.cli.graph;

import io.epochgraph.networks.FeatureShape;
import io.epochgraph.networks.files.SafetensorsFile;
import io.epochgraph.trainer.data.ImageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * An image to send through a network.
 *
 * @param file PNG, JPEG, or safetensors with one tensor, which is taken as it is
 * @param mean of each channel, taken from pixels in [0, 1]; empty for 0
 * @param deviation of each channel, by which they are divided then; empty for 1
 */
public record ProbeImage(Path file, List<Double> mean, List<Double> deviation) {
  private static final double BRIGHTEST = 255;

  /**
   * @throws IllegalArgumentException if a mean is not finite, a deviation not positive, or a tensor
   *     should be normalised
   */
  public ProbeImage {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (!mean.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("--probe-mean %s: want finite numbers".formatted(mean));
    }
    if (!deviation.stream().allMatch(number -> Double.isFinite(number) && number > 0)) {
      throw new IllegalArgumentException(
          "--probe-std %s: want positive numbers".formatted(deviation));
    }
    if (isTensor(file) && !(mean.isEmpty() && deviation.isEmpty())) {
      throw new IllegalArgumentException(
          "--probe %s: a tensor is taken as it is, without --probe-mean and --probe-std"
              .formatted(file));
    }
  }

  /**
   * The image as the network takes it.
   *
   * @param input what the network takes
   * @param size what the image is scaled to; if smaller, it is centred on zero pixels, as in
   *     training
   * @return {@code (channels, height, width)}
   * @throws IllegalArgumentException if the image cannot be given that shape
   */
  float[] values(FeatureShape input, FeatureShape size) throws IOException {
    return isTensor(file) ? tensor(input) : pixels(input, size);
  }

  private float[] tensor(FeatureShape input) throws IOException {
    List<Long> wanted =
        List.of((long) input.channels(), (long) input.height(), (long) input.width());
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      if (tensors.names().size() != 1) {
        throw new IllegalArgumentException(
            "%s: %d tensors: want one, of shape %s"
                .formatted(file, tensors.names().size(), wanted));
      }
      String name = tensors.names().iterator().next();
      List<Long> shape = tensors.tensor(name).shape();
      if (!shape.equals(wanted)) {
        throw new IllegalArgumentException(
            "%s: its tensor has shape %s: want %s".formatted(file, shape, wanted));
      }
      return tensors.values(name);
    }
  }

  private float[] pixels(FeatureShape input, FeatureShape size) throws IOException {
    int channels = input.channels();
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "%s: the network takes %d channels, an image has 1 or 3: want a safetensors file"
              .formatted(file, channels));
    }
    requireOneEach("--probe-mean", mean, channels);
    requireOneEach("--probe-std", deviation, channels);
    byte[] pixels = ImageFile.pixels(file, channels, size.height(), size.width());
    int top = (input.height() - size.height()) / 2;
    int left = (input.width() - size.width()) / 2;
    float[] values = new float[input.size()];
    for (int i = 0; i < values.length; i++) {
      int channel = i / (input.height() * input.width());
      int y = i / input.width() % input.height() - top;
      int x = i % input.width() - left;
      boolean inside = y >= 0 && y < size.height() && x >= 0 && x < size.width();
      int pixel = inside ? pixels[(channel * size.height() + y) * size.width() + x] & 0xff : 0;
      values[i] = (float) ((pixel / BRIGHTEST - of(mean, channel, 0)) / of(deviation, channel, 1));
    }
    return values;
  }

  private static double of(List<Double> numbers, int channel, double otherwise) {
    return numbers.isEmpty() ? otherwise : numbers.get(channel);
  }

  private static void requireOneEach(String option, List<Double> numbers, int channels) {
    if (!numbers.isEmpty() && numbers.size() != channels) {
      throw new IllegalArgumentException(
          "%s %s: want one number for each of %d channels".formatted(option, numbers, channels));
    }
  }

  private static boolean isTensor(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors");
  }
}
