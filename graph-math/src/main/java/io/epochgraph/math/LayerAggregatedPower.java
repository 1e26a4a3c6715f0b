package io.epochgraph.math;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Layer-aggregated power iteration on one connected component, with conjugate directions where it
 * alone would be slow. See {@link EigenvectorCentrality}.
 */
final class LayerAggregatedPower {
  /** Layers with less than this share of the vector have no say in convergence. */
  private static final double FAINT = 1e-30;

  /** Layers with less than this share need not settle within their own tolerance. */
  private static final double WEAK = 1e-9;

  /** Passes that such layers are given to settle all the same, once all others have. */
  private static final int GRACE = 30;

  /** So many more passes are taken without help. */
  private static final int PATIENCE = 12;

  private final WeightedGraph graph;
  private final List<Block> blocks;
  private final RitzVector ritz;
  private final boolean[] active; // (layers)
  private final boolean chain;

  /**
   * @param start {@code (nodes)}, positive on the component and 0 elsewhere
   */
  LayerAggregatedPower(WeightedGraph graph, double[] start) {
    this.graph = graph;
    blocks = graph.blocks();
    ritz = new RitzVector(graph);
    active = new boolean[ritz.image.length];
    for (int layer = 0; layer < active.length; layer++) {
      NodeLayer nodes = graph.layers().get(layer);
      System.arraycopy(start, nodes.offset(), ritz.image[layer], 0, nodes.size());
      active[layer] = Kernels.norm(ritz.image[layer]) > 0;
    }
    chain = isChain();
  }

  Centrality run(EigenvectorCentrality.Settings settings) {
    double tolerance = settings.tolerance();
    double before = Double.POSITIVE_INFINITY;
    boolean helps = true;
    int pass = 0;
    int settled = 0;
    while (true) {
      powerStep();
      pass++;
      settled += ritz.distance(tolerance, WEAK) <= 1 ? 1 : 0;
      double distance = ritz.distance(tolerance, FAINT);
      boolean converged = distance <= 1 || settled > GRACE;
      if (converged || pass >= settings.maxPasses()) {
        return new Centrality(
            ritz.values(graph.nodes()), ritz.value(), pass, ritz.residual(), converged);
      }
      if (helps && isSlow(before, distance)) {
        var directions = new ConjugateDirections(graph, ritz);
        int steps = directions.run(tolerance, settings.maxPasses() - 1 - pass);
        pass += steps;
        helps = steps > 0;
        before = Double.POSITIVE_INFINITY;
      } else {
        before = distance;
      }
    }
  }

  /** Whether at this rate {@link #PATIENCE} more passes would not do. */
  private static boolean isSlow(double before, double now) {
    return !Double.isInfinite(before) && now * Math.pow(now / before, PATIENCE) > 1;
  }

  private void powerStep() {
    takeDirections();
    ritz.vector.multiply();
    SmallSpectrum scales = chain ? chainScales() : anyScales();
    ritz.rescale(scales.largest(), scales.vector());
  }

  /** Takes each layer's direction from the image; keeps the old one where the image vanished. */
  private void takeDirections() {
    for (int layer = 0; layer < active.length; layer++) {
      double[] image = ritz.image[layer];
      double norm = Kernels.norm(image);
      if (norm > 0) {
        double[] part = ritz.vector.parts[layer];
        for (int i = 0; i < part.length; i++) {
          part[i] = Math.abs(image[i]) / norm;
        }
      }
    }
  }

  private SmallSpectrum anyScales() {
    DMatrixRMaj couplings = new DMatrixRMaj(active.length, active.length);
    for (int b = 0; b < blocks.size(); b++) {
      int row = blocks.get(b).rowLayer();
      int column = blocks.get(b).columnLayer();
      double coupling = couplings.get(row, column) + ritz.vector.coupling(b, ritz.vector);
      couplings.set(row, column, coupling);
      couplings.set(column, row, coupling);
    }
    return SmallSpectrum.ofNonNegative(couplings);
  }

  private SmallSpectrum chainScales() {
    int first = 0;
    while (!active[first]) {
      first++;
    }
    int last = active.length - 1;
    while (!active[last]) {
      last--;
    }
    double[] couplings = new double[last - first];
    for (int b = 0; b < couplings.length; b++) {
      couplings[b] = ritz.vector.coupling(first + b, ritz.vector);
    }
    LayerScales scales = LayerScales.of(couplings);
    double[] all = new double[active.length];
    System.arraycopy(scales.scales(), 0, all, first, scales.scales().length);
    return new SmallSpectrum(scales.largest(), all);
  }

  /** Whether block b joins layers b and b + 1, and nothing else does. */
  private boolean isChain() {
    if (blocks.size() != active.length - 1) {
      return false;
    }
    for (int b = 0; b < blocks.size(); b++) {
      int low = Math.min(blocks.get(b).rowLayer(), blocks.get(b).columnLayer());
      int high = Math.max(blocks.get(b).rowLayer(), blocks.get(b).columnLayer());
      if (low != b || high != b + 1) {
        return false;
      }
    }
    return true;
  }
}
