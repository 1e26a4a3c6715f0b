package io.epochgraph.math;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connected component that may have a graph's largest eigenvalue.
 *
 * @param start {@code (nodes)}, the magnitudes of its nodes, 0 elsewhere
 * @param atMost an upper bound of its largest eigenvalue: the largest ratio of a component of
 *     {@code start}'s image to that component (Collatz and Wielandt)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Candidate(double[] start, double atMost) {

  /** The components that bounds do not rule out, in the order of their first nodes. */
  static List<Candidate> of(WeightedGraph graph, double[] magnitudes, Components components) {
    if (components.count() == 0) {
      return List.of();
    }
    if (components.count() == 1) {
      return List.of(new Candidate(magnitudes, Double.POSITIVE_INFINITY));
    }
    double[] image = graph.multiply(magnitudes);
    Map<Integer, Bounds> bounds = new TreeMap<>();
    for (int node = 0; node < image.length; node++) {
      if (magnitudes[node] > 0) {
        bounds
            .computeIfAbsent(components.representative(node), _ -> new Bounds())
            .add(magnitudes[node], image[node]);
      }
    }
    double best = bounds.values().stream().mapToDouble(Bounds::atLeast).max().orElseThrow();
    return bounds.entrySet().stream()
        .filter(entry -> entry.getValue().atMost >= best * (1 - 1e-12))
        .map(entry -> of(entry.getKey(), entry.getValue(), magnitudes, components))
        .toList();
  }

  private static Candidate of(
      int representative, Bounds bounds, double[] magnitudes, Components components) {
    double[] start = new double[magnitudes.length];
    Arrays.setAll(
        start, node -> components.representative(node) == representative ? magnitudes[node] : 0);
    return new Candidate(start, bounds.atMost);
  }

  private static final class Bounds {
    private double atMost;
    private double products;
    private double squares;

    void add(double component, double image) {
      atMost = Math.max(atMost, image / component);
      products += component * image;
      squares += component * component;
    }

    /** A lower bound: the Rayleigh quotient of {@code start}. */
    double atLeast() {
      return products / squares;
    }
  }
}
