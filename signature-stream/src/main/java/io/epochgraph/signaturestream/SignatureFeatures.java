package io.epochgraph.signaturestream;

import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.LayerAggregates;
import io.epochgraph.contract.SignatureFeature;
import io.epochgraph.contract.state.SmoothedFeature;
import io.epochgraph.contract.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** The features of a window: each snapshot's aggregates, one after the other. */
final class SignatureFeatures {

  private SignatureFeatures() {}

  /**
   * The features that every snapshot of {@code window} has: the whole graph raw and, where the
   * chain back to the first snapshot is complete, averaged; then the layers, raw.
   */
  static List<SignatureFeature> of(List<Snapshot> window) {
    var features = new ArrayList<SignatureFeature>();
    List<FeatureStatistics> last = window.getLast().getStatistics().getFeatures();
    for (int i = 0; i < last.size(); i++) {
      if (sameFeature(window, i)) {
        addWhole(features, window, i);
        addLayers(features, window, i);
      }
    }
    return features;
  }

  private static void addWhole(List<SignatureFeature> to, List<Snapshot> window, int i) {
    to.add(
        feature(
            window,
            i,
            "raw",
            null,
            snapshot -> Averages.values(statistics(snapshot, i).getWhole())));
    if (window.stream().allMatch(snapshot -> snapshot.getSmoothed() != null)) {
      to.add(
          feature(
              window, i, "linear", null, snapshot -> unboxed(smoothed(snapshot, i).getLinear())));
      to.add(
          feature(
              window,
              i,
              "exponential",
              null,
              snapshot -> unboxed(smoothed(snapshot, i).getExponential())));
    }
  }

  private static void addLayers(List<SignatureFeature> to, List<Snapshot> window, int i) {
    List<String> names = layerNames(window.getLast(), i);
    if (!window.stream().allMatch(snapshot -> layerNames(snapshot, i).equals(names))) {
      return; // the network changed within the window
    }
    for (int layer = 0; layer < names.size(); layer++) {
      int at = layer;
      to.add(
          feature(
              window,
              i,
              "raw",
              names.get(layer),
              snapshot ->
                  Averages.values(statistics(snapshot, i).getLayers().get(at).getAggregates())));
    }
  }

  private static SignatureFeature feature(
      List<Snapshot> window,
      int i,
      String aggregator,
      String layer,
      Function<Snapshot, double[]> valuesOf) {
    FeatureStatistics feature = statistics(window.getLast(), i);
    List<Double> values =
        window.stream().map(valuesOf).flatMapToDouble(DoubleStream::of).boxed().toList();
    return new SignatureFeature(
        feature.getRepresentation(), feature.getFeature(), aggregator, layer, values);
  }

  private static boolean sameFeature(List<Snapshot> window, int i) {
    FeatureStatistics wanted = statistics(window.getLast(), i);
    return window.stream()
        .map(snapshot -> snapshot.getStatistics().getFeatures())
        .allMatch(
            features ->
                i < features.size()
                    && features.get(i).getRepresentation().equals(wanted.getRepresentation())
                    && features.get(i).getFeature().equals(wanted.getFeature()));
  }

  private static FeatureStatistics statistics(Snapshot snapshot, int i) {
    return snapshot.getStatistics().getFeatures().get(i);
  }

  private static SmoothedFeature smoothed(Snapshot snapshot, int i) {
    return snapshot.getSmoothed().get(i);
  }

  private static List<String> layerNames(Snapshot snapshot, int i) {
    return statistics(snapshot, i).getLayers().stream().map(LayerAggregates::getLayer).toList();
  }

  private static double[] unboxed(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
