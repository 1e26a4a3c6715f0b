package io.epochgraph.networks;

/**
 * The features of one image between two layers.
 *
 * @param values {@code (channels, height, width)}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Planes(FeatureShape shape, double[] values) {

  /**
   * A convolution's output.
   *
   * @param weights {@code (filters, channels / groups, kernel, kernel)}
   * @param bias {@code (filters)}
   */
  double[] convolved(
      float[] weights, float[] bias, int groups, SquareWindow window, FeatureShape output) {
    int filters = output.channels();
    int channels = shape.channels() / groups;
    int taps = window.kernel() * window.kernel();
    int plane = output.height() * output.width();
    double[] result = new double[output.size()];
    for (int filter = 0; filter < filters; filter++) {
      int first = filter / (filters / groups) * channels;
      for (int channel = 0; channel < channels; channel++) {
        int kernel = (filter * channels + channel) * taps;
        for (int tap = 0; tap < taps; tap++) {
          addTap(
              weights[kernel + tap], first + channel, tap, window, output, result, filter * plane);
        }
      }
      for (int i = filter * plane; i < (filter + 1) * plane; i++) {
        result[i] += bias[filter];
      }
    }
    return result;
  }

  /** Adds a channel times a weight to the positions whose window has the channel at that tap. */
  private void addTap(
      double weight,
      int channel,
      int tap,
      SquareWindow window,
      FeatureShape output,
      double[] result,
      int offset) {
    int down = tap / window.kernel() * window.dilation() - window.padding();
    int right = tap % window.kernel() * window.dilation() - window.padding();
    int stride = window.stride();
    int top = first(down, stride);
    int bottom = end(down, stride, shape.height(), output.height());
    int left = first(right, stride);
    int end = end(right, stride, shape.width(), output.width());
    for (int y = top; y < bottom; y++) {
      int from = (channel * shape.height() + y * stride + down) * shape.width() + right;
      int to = offset + y * output.width();
      for (int x = left; x < end; x++) {
        result[to + x] += weight * values[from + x * stride];
      }
    }
  }

  /** The first position whose tap, so far from where it stands, is not before the image. */
  private static int first(int tap, int stride) {
    return Math.max(0, Math.ceilDiv(-tap, stride));
  }

  /** One past the last position whose tap is not behind the image. */
  private static int end(int tap, int stride, int extent, int positions) {
    return Math.min(positions, Math.floorDiv(extent - 1 - tap, stride) + 1);
  }

  /** The maximum of each window; padding has no part in it. */
  double[] maxima(SquareWindow window, FeatureShape output) {
    double[] result = new double[output.size()];
    int at = 0;
    for (int channel = 0; channel < output.channels(); channel++) {
      for (int y = 0; y < output.height(); y++) {
        for (int x = 0; x < output.width(); x++) {
          result[at++] =
              maximum(
                  channel,
                  y * window.stride() - window.padding(),
                  x * window.stride() - window.padding(),
                  window.kernel());
        }
      }
    }
    return result;
  }

  private double maximum(int channel, int top, int left, int kernel) {
    double maximum = Double.NEGATIVE_INFINITY;
    for (int y = Math.max(0, top); y < Math.min(top + kernel, shape.height()); y++) {
      for (int x = Math.max(0, left); x < Math.min(left + kernel, shape.width()); x++) {
        maximum = Math.max(maximum, values[(channel * shape.height() + y) * shape.width() + x]);
      }
    }
    return maximum;
  }

  /** The mean of each channel. */
  double[] means() {
    int plane = shape.height() * shape.width();
    double[] means = new double[shape.channels()];
    for (int i = 0; i < values.length; i++) {
      means[i / plane] += values[i] / plane;
    }
    return means;
  }
}
