package io.epochgraph.cli;

import io.epochgraph.math.LayerKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The rolled graph computed another way than the product does: a dense adjacency matrix, EJML's
 * symmetric eigensolver, and the textbook's formulas.
 *
 * @param adjacency (nodes, nodes), symmetric
 * @param layers the nodes of each layer, the input first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DenseGraph(double[][] adjacency, List<Nodes> layers) {

  /** Nodes {@code from .. to - 1}. */
  record Nodes(String name, int from, int to) {
    int size() {
      return to - from;
    }
  }

  /** Of layers with weights and poolings, in order. */
  static DenseGraph of(List<MadeLayer> network) {
    List<MadeLayer> weighted =
        network.stream().filter(layer -> layer.kind() != LayerKind.POOLING).toList();
    var layers = new ArrayList<Nodes>();
    MadeLayer first = weighted.getFirst();
    layers.add(new Nodes("input", 0, first.shape()[1] * first.groups()));
    for (MadeLayer layer : weighted) {
      int from = layers.getLast().to();
      layers.add(new Nodes(layer.name(), from, from + layer.shape()[0]));
    }
    int nodes = layers.getLast().to();
    var adjacency = new double[nodes][nodes];
    for (int i = 0; i < weighted.size(); i++) {
      connect(weighted.get(i), layers.get(i), layers.get(i + 1), adjacency);
    }
    return new DenseGraph(adjacency, layers);
  }

  /** Each weight belongs to one pair of nodes; the edge is the norm of what belongs to it. */
  private static void connect(MadeLayer layer, Nodes before, Nodes after, double[][] adjacency) {
    int outputs = after.size();
    int rowLength = layer.weights().length / outputs;
    int channels = before.size() / layer.groups();
    int perChannel = rowLength / channels;
    for (int out = 0; out < outputs; out++) {
      int group = out / (outputs / layer.groups());
      for (int channel = 0; channel < channels; channel++) {
        double squares = 0;
        for (int i = 0; i < perChannel; i++) {
          double weight = layer.weights()[out * rowLength + channel * perChannel + i];
          squares += weight * weight;
        }
        int source = before.from() + group * channels + channel;
        int target = after.from() + out;
        adjacency[source][target] = Math.sqrt(squares);
        adjacency[target][source] = Math.sqrt(squares);
      }
    }
  }

  int nodes() {
    return adjacency.length;
  }

  long edges() {
    return Arrays.stream(adjacency).flatMapToDouble(Arrays::stream).filter(w -> w != 0).count() / 2;
  }

  double[] degrees() {
    return Arrays.stream(adjacency).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
  }

  /** The principal eigenvector, of length 1 and not negative. */
  double[] eigenvector() {
    EigenDecomposition_F64<DMatrixRMaj> solver = DecompositionFactory_DDRM.eig(nodes(), true, true);
    if (!solver.decompose(new DMatrixRMaj(adjacency))) {
      throw new AssertionError("the dense solver fails");
    }
    int principal = 0;
    for (int i = 1; i < nodes(); i++) {
      if (solver.getEigenvalue(i).getReal() > solver.getEigenvalue(principal).getReal()) {
        principal = i;
      }
    }
    double[] vector = solver.getEigenVector(principal).getData().clone();
    double length = Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
    return Arrays.stream(vector).map(v -> Math.abs(v) / length).toArray();
  }

  /** Median, mean, standard deviation, skewness and excess kurtosis, dividing by n. */
  static double[] aggregates(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    double mean = Arrays.stream(sorted).sum() / n;
    double variance = moment(sorted, mean, 2);
    double std = Math.sqrt(variance);
    if (std <= 1e-12 * Math.abs(mean)) {
      return new double[] {median, mean, std, 0, 0};
    }
    return new double[] {
      median,
      mean,
      std,
      moment(sorted, mean, 3) / (variance * std),
      moment(sorted, mean, 4) / (variance * variance) - 3
    };
  }

  private static double moment(double[] values, double mean, int order) {
    return Arrays.stream(values).map(v -> Math.pow(v - mean, order)).sum() / values.length;
  }
}
