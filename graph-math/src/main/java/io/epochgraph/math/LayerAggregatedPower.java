package io.epochgraph.math;

import java.util.Arrays;
import java.util.List;

/**
 * Layer-aggregated power iteration on a chain of blocks none of which is all zero. See {@link
 * EigenvectorCentrality}.
 *
 * <p>Layer l's part of the vector is {@code scale[l] * x[l]} with x[l] of length 1. It has
 * converged when the residual of the whole vector is within the tolerance and, besides, each
 * layer's own residual is small against its own part: the former alone would accept an eigenvector
 * of the wrong part of a chain whose parts hardly touch.
 */
final class LayerAggregatedPower {
  /** Layers with less than this share of the vector have no say in convergence. */
  private static final double FAINT = 1e-30;

  private final List<NodeLayer> layers;
  private final List<Block> blocks;
  private final double[][] x; // (layers, nodes), each of length 1, not negative
  private final double[][] up; // (blocks, outputs): B x
  private final double[][] down; // (blocks, inputs): Bᵀ x
  private final double[][] image; // (layers, nodes): W v
  private final double[] coupling; // (blocks)
  private final int nodes;

  LayerAggregatedPower(List<NodeLayer> graphLayers, List<Block> chain, double[] start) {
    blocks = chain;
    layers = graphLayers.subList(chain.getFirst().columnLayer(), chain.getLast().rowLayer() + 1);
    nodes = graphLayers.getLast().end();
    x = new double[layers.size()][];
    image = new double[layers.size()][];
    for (int l = 0; l < x.length; l++) {
      NodeLayer layer = layers.get(l);
      x[l] = new double[layer.size()];
      image[l] = new double[layer.size()];
      System.arraycopy(start, layer.offset(), image[l], 0, layer.size());
    }
    up = new double[chain.size()][];
    down = new double[chain.size()][];
    for (int b = 0; b < up.length; b++) {
      up[b] = new double[x[b + 1].length];
      down[b] = new double[x[b].length];
    }
    coupling = new double[chain.size()];
  }

  Centrality run(EigenvectorCentrality.Settings settings) {
    double layerTolerance = Math.sqrt(settings.tolerance());
    for (int pass = 1; ; pass++) {
      takeDirections();
      multiply();
      LayerScales scales = LayerScales.of(coupling);
      Residual residual = computeImage(scales);
      boolean converged =
          residual.whole() <= settings.tolerance() && residual.worstLayer() <= layerTolerance;
      if (converged || pass == settings.maxPasses()) {
        return new Centrality(
            vector(scales.scales()), scales.largest(), pass, residual.whole(), converged);
      }
    }
  }

  /** Takes each layer's direction from the image; keeps the old one where the image vanished. */
  private void takeDirections() {
    for (int l = 0; l < x.length; l++) {
      double norm = Kernels.norm(image[l]);
      if (norm > 0) {
        for (int i = 0; i < x[l].length; i++) {
          x[l][i] = image[l][i] / norm;
        }
      }
    }
  }

  private void multiply() {
    for (int b = 0; b < coupling.length; b++) {
      Arrays.fill(up[b], 0);
      Arrays.fill(down[b], 0);
      blocks.get(b).multiply(x[b], x[b + 1], up[b], down[b]);
      coupling[b] = Kernels.dot(up[b], x[b + 1]);
    }
  }

  private record Residual(double whole, double worstLayer) {}

  private Residual computeImage(LayerScales ritz) {
    double[] scale = ritz.scales();
    double[] own = new double[x.length];
    double worst = 0;
    for (int l = 0; l < x.length; l++) {
      double squares = 0;
      for (int i = 0; i < x[l].length; i++) {
        double before = l > 0 ? scale[l - 1] * up[l - 1][i] : 0;
        double after = l < coupling.length ? scale[l + 1] * down[l][i] : 0;
        image[l][i] = before + after;
        double difference = image[l][i] / ritz.largest() - scale[l] * x[l][i];
        squares += difference * difference;
      }
      own[l] = Math.sqrt(squares);
      if (scale[l] > FAINT) {
        worst = Math.max(worst, own[l] / scale[l]);
      }
    }
    return new Residual(Kernels.norm(own), worst);
  }

  private double[] vector(double[] scale) {
    double[] vector = new double[nodes];
    for (int l = 0; l < x.length; l++) {
      int offset = layers.get(l).offset();
      for (int i = 0; i < x[l].length; i++) {
        vector[offset + i] = scale[l] * x[l][i];
      }
    }
    double norm = Kernels.norm(vector);
    for (int i = 0; i < nodes; i++) {
      vector[i] /= norm;
    }
    return vector;
  }
}
