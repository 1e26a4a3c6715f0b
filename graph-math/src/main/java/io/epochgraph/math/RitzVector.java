package io.epochgraph.math;

import java.util.Arrays;

/**
 * An approximate principal eigenvector: parts of length 1 (or 0 where a layer has no share), the
 * scale of each layer's part, the eigenvalue, and the product of the graph's matrix with all that.
 */
final class RitzVector {
  final LayerVector vector;
  final double[] scales; // (layers), of length 1
  final double[][] image; // (layers, nodes)
  private double value;
  private double residual;
  private final double[] own; // (layers), each layer's share of the residual

  RitzVector(WeightedGraph graph) {
    vector = new LayerVector(graph);
    scales = new double[vector.parts.length];
    own = new double[scales.length];
    image = new double[scales.length][];
    Arrays.setAll(image, layer -> new double[vector.parts[layer].length]);
  }

  /**
   * Takes new scales and the eigenvalue that belongs to them, and computes the image and residuals.
   */
  void rescale(double eigenvalue, double[] layerScales) {
    value = eigenvalue;
    System.arraycopy(layerScales, 0, scales, 0, scales.length);
    vector.image(scales, image);
    for (int layer = 0; layer < own.length; layer++) {
      double squares = 0;
      for (int i = 0; i < image[layer].length; i++) {
        double difference = image[layer][i] / value - scales[layer] * vector.parts[layer][i];
        squares += difference * difference;
      }
      own[layer] = Math.sqrt(squares);
    }
    residual = Kernels.norm(own);
  }

  /** The eigenvalue; never above the exact one but for rounding. */
  double value() {
    return value;
  }

  /** {@code ‖W v − λ v‖ / λ}. */
  double residual() {
    return residual;
  }

  /**
   * How far the vector is from being accepted: at most 1 when it is. The residual of the whole must
   * be within the tolerance and, besides, each layer's own residual small against its own part: the
   * former alone would accept an eigenvector of the wrong part of a graph whose parts hardly touch.
   *
   * @param faint layers with less than this share of the vector have no say
   */
  double distance(double tolerance, double faint) {
    double worstLayer = 0;
    for (int layer = 0; layer < own.length; layer++) {
      if (scales[layer] > faint) {
        worstLayer = Math.max(worstLayer, own[layer] / scales[layer]);
      }
    }
    return Math.max(residual / tolerance, worstLayer / Math.sqrt(tolerance));
  }

  /** The vector, {@code (nodes)}, of length 1 and without rounding's negative values. */
  double[] values(int nodes) {
    double[] values = new double[nodes];
    int at = 0;
    for (int layer = 0; layer < scales.length; layer++) {
      for (double component : vector.parts[layer]) {
        values[at++] = Math.max(0, scales[layer] * component);
      }
    }
    double norm = Kernels.norm(values);
    for (int i = 0; i < nodes; i++) {
      values[i] /= norm;
    }
    return values;
  }
}
