package io.epochgraph.math;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;

/**
 * Improves an eigenvector within the span of three directions in each layer: its own, the
 * residual's and that of the last step (the locally optimal conjugate gradient method, with each
 * layer's three weighed on their own). One pass over the weights a step; the error falls about as
 * fast as with a Krylov space, none of which is stored.
 */
final class ConjugateDirections {
  private static final int COUNT = 3;

  /** Layers with less than this share of the vector keep their direction. */
  private static final double ROUNDING = 1e-14;

  /**
   * Layers with less than this share are left for power steps to finish: the small problem's
   * rounding is too much of them.
   */
  private static final double FAINT = 1e-9;

  /** Steps within which the distance must halve. */
  private static final int PATIENCE = 60;

  private final RitzVector ritz;
  private final LayerVector[] directions; // vector, residual, last step
  private final List<Block> blocks;

  ConjugateDirections(WeightedGraph graph, RitzVector ritz) {
    this.ritz = ritz;
    this.blocks = graph.blocks();
    directions = new LayerVector[] {ritz.vector, new LayerVector(graph), new LayerVector(graph)};
  }

  /**
   * Steps until the vector is good enough or gets no better.
   *
   * @return passes over the weights
   */
  int run(double tolerance, int maxPasses) {
    double goal = ritz.distance(tolerance, FAINT) / 2;
    int since = 0;
    int pass = 0;
    while (pass < maxPasses && ritz.distance(tolerance, FAINT) > 1 && since < PATIENCE) {
      step();
      pass++;
      since++;
      if (ritz.distance(tolerance, FAINT) <= goal) {
        goal = ritz.distance(tolerance, FAINT) / 2;
        since = 0;
      }
    }
    return pass;
  }

  private void step() {
    takeResidual();
    directions[1].multiply();
    SmallSpectrum best = SmallSpectrum.of(projection());
    double[] coefficients = oriented(best.vector());
    double[] scales = new double[ritz.scales.length];
    double[][] mixtures = new double[scales.length][]; // (layers, 2 * COUNT): vector, last step
    for (int layer = 0; layer < scales.length; layer++) {
      double[] own = Arrays.copyOfRange(coefficients, layer * COUNT, (layer + 1) * COUNT);
      scales[layer] = Kernels.norm(own);
      mixtures[layer] = mixture(own, scales[layer]);
    }
    for (int layer = 0; layer < scales.length; layer++) {
      mix(mixtures[layer], layer, direction -> direction.parts);
    }
    for (int b = 0; b < blocks.size(); b++) {
      mix(mixtures[blocks.get(b).columnLayer()], b, direction -> direction.up);
      mix(mixtures[blocks.get(b).rowLayer()], b, direction -> direction.down);
    }
    ritz.rescale(best.largest(), scales);
  }

  /** Makes the second direction the residual, orthogonal to the other two in each layer. */
  private void takeResidual() {
    for (int layer = 0; layer < ritz.scales.length; layer++) {
      double[] residual = directions[1].parts[layer];
      double[] image = ritz.image[layer];
      double[] part = ritz.vector.parts[layer];
      for (int i = 0; i < residual.length; i++) {
        residual[i] = image[i] / ritz.value() - ritz.scales[layer] * part[i];
      }
      double before = Kernels.norm(residual);
      scale(residual, before);
      double after = before;
      for (int time = 0; time < 2; time++) {
        subtract(residual, part);
        subtract(residual, directions[2].parts[layer]);
        after = Kernels.norm(residual);
        scale(residual, after);
      }
      if (!(after > 0.5)) { // nothing but rounding was left
        Arrays.fill(residual, 0);
      }
    }
  }

  private static void subtract(double[] from, double[] unit) {
    Kernels.add(-Kernels.dot(from, unit), unit, from);
  }

  private static void scale(double[] vector, double norm) {
    if (norm > 0) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] /= norm;
      }
    }
  }

  /** The graph's matrix in the basis of all layers' directions. */
  private DMatrixRMaj projection() {
    int size = ritz.scales.length * COUNT;
    DMatrixRMaj projection = new DMatrixRMaj(size, size);
    for (int b = 0; b < blocks.size(); b++) {
      int row = blocks.get(b).rowLayer() * COUNT;
      int column = blocks.get(b).columnLayer() * COUNT;
      for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < COUNT; j++) {
          double value =
              projection.get(row + i, column + j) + directions[j].coupling(b, directions[i]);
          projection.set(row + i, column + j, value);
          projection.set(column + j, row + i, value);
        }
      }
    }
    return projection;
  }

  /** The coefficients with the sign that keeps the vector on its side. */
  private double[] oriented(double[] coefficients) {
    double overlap = 0;
    for (int layer = 0; layer < ritz.scales.length; layer++) {
      overlap += ritz.scales[layer] * coefficients[layer * COUNT];
    }
    double sign = overlap < 0 ? -1 : 1;
    return Arrays.stream(coefficients).map(value -> sign * value).toArray();
  }

  /** How the new vector and the new step, each of length 1, mix the old directions. */
  private static double[] mixture(double[] own, double scale) {
    double[] mixture = new double[2 * COUNT];
    if (scale < ROUNDING) {
      mixture[0] = 1;
      return mixture;
    }
    double moved = 0;
    for (int i = 0; i < COUNT; i++) {
      mixture[i] = own[i] / scale;
      moved += i == 0 ? 0 : mixture[i] * mixture[i];
    }
    for (int i = 0; i < COUNT; i++) {
      mixture[COUNT + i] = (i == 0 ? 0 : mixture[i]) - moved * mixture[i];
    }
    double length = Kernels.norm(Arrays.copyOfRange(mixture, COUNT, 2 * COUNT));
    for (int i = COUNT; i < 2 * COUNT; i++) {
      mixture[i] = length > 0 ? mixture[i] / length : 0;
    }
    return mixture;
  }

  private void mix(double[] mixture, int index, Function<LayerVector, double[][]> arrays) {
    double[] vector = arrays.apply(directions[0])[index];
    double[] residual = arrays.apply(directions[1])[index];
    double[] last = arrays.apply(directions[2])[index];
    for (int i = 0; i < vector.length; i++) {
      double v = vector[i];
      double r = residual[i];
      double l = last[i];
      vector[i] = mixture[0] * v + mixture[1] * r + mixture[2] * l;
      last[i] = mixture[3] * v + mixture[4] * r + mixture[5] * l;
    }
  }
}
