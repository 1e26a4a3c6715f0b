package io.epochgraph.cli;

import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.FiveAggregates;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.LayerAggregates;
import io.epochgraph.prediction.Observation;
import io.epochgraph.prediction.SignatureKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * What must come of a run, computed from its weights by {@link DenseGraph} and the paper's
 * formulas.
 *
 * @param snapshots by epoch from 0 on: the five numbers of each feature, with {@code degree} and
 *     {@code eigenvector} for the whole graph and {@code degree/conv1} and so on for its layers
 */
record ExpectedRun(MadeRun made, List<Map<String, double[]>> snapshots) {

  static final List<String> FEATURES = List.of("degree", "eigenvector");
  private static final double ALPHA = 0.5;

  static ExpectedRun of(MadeRun made) {
    var snapshots = new ArrayList<Map<String, double[]>>();
    for (int epoch = 0; epoch <= made.epochs(); epoch++) {
      snapshots.add(snapshot(DenseGraph.of(made.layers(epoch))));
    }
    return new ExpectedRun(made, snapshots);
  }

  static Map<String, double[]> snapshot(DenseGraph graph) {
    var values = new LinkedHashMap<String, double[]>();
    for (String feature : FEATURES) {
      double[] nodes = feature.equals("degree") ? graph.degrees() : graph.eigenvector();
      values.put(feature, DenseGraph.aggregates(nodes));
      for (DenseGraph.Nodes layer : graph.layers()) {
        values.put(
            feature + "/" + layer.name(),
            DenseGraph.aggregates(Arrays.copyOfRange(nodes, layer.from(), layer.to())));
      }
    }
    return values;
  }

  /** The same numbers as graph-stream gives them. */
  static Map<String, double[]> snapshot(GraphStatistics statistics) {
    var values = new LinkedHashMap<String, double[]>();
    for (FeatureStatistics feature : statistics.getFeatures()) {
      values.put(feature.getFeature(), array(feature.getWhole()));
      for (LayerAggregates layer : feature.getLayers()) {
        values.put(feature.getFeature() + "/" + layer.getLayer(), array(layer.getAggregates()));
      }
    }
    return values;
  }

  /**
   * A feature over a window.
   *
   * @return (epochs * 5)
   */
  double[] signature(String feature, String aggregator, List<Integer> epochs) {
    return epochs.stream()
        .map(epoch -> averaged(feature, aggregator, epoch))
        .flatMapToDouble(DoubleStream::of)
        .toArray();
  }

  /** What a predictor sees after {@code epoch}, on the expanding window. */
  Observation observation(int epoch) {
    List<Integer> epochs = expanding(epoch);
    var signatures = new HashMap<SignatureKey, double[]>();
    for (String feature : FEATURES) {
      for (String aggregator : List.of("raw", "linear", "exponential")) {
        signatures.put(
            new SignatureKey("rolled", feature, aggregator),
            signature(feature, aggregator, epochs));
      }
    }
    return new Observation(
        signatures,
        epochs.stream().mapToDouble(made::accuracy).toArray(),
        epochs.stream()
            .map(it -> made.metrics(it).getTrainLoss())
            .mapToDouble(loss -> loss == null ? Double.NaN : loss)
            .toArray(),
        false);
  }

  static List<Integer> expanding(int epoch) {
    return java.util.stream.IntStream.rangeClosed(Math.max(0, epoch - 9), epoch).boxed().toList();
  }

  /** Snapshots count j = 1, 2, … from epoch 1 on; epoch 0 stays as it is. */
  private double[] averaged(String feature, String aggregator, int epoch) {
    double[] raw = snapshots.get(epoch).get(feature);
    if (epoch == 0 || aggregator.equals("raw")) {
      return raw;
    }
    double[] average = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      double weighted = 0;
      double weights = 0;
      double recursive = snapshots.get(1).get(feature)[i];
      for (int j = 1; j <= epoch; j++) {
        double value = snapshots.get(j).get(feature)[i];
        weighted += j * value;
        weights += j;
        recursive = j == 1 ? value : ALPHA * value + (1 - ALPHA) * recursive;
      }
      average[i] = aggregator.equals("linear") ? weighted / weights : recursive;
    }
    return average;
  }

  private static double[] array(FiveAggregates of) {
    return new double[] {
      of.getMedian(), of.getMean(), of.getStd(), of.getSkewness(), of.getKurtosis()
    };
  }
}
