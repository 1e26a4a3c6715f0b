package io.epochgraph.signaturestream;

import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.FiveAggregates;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.state.SmoothedFeature;
import io.epochgraph.math.Aggregates;
import io.epochgraph.math.Aggregator;
import io.epochgraph.math.Smoothing;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** The linear and the exponential average of each feature, carried from snapshot to snapshot. */
final class Averages {

  private Averages() {}

  /**
   * The averages after {@code statistics}.
   *
   * @param before the averages after the snapshot before; empty for the first snapshot
   */
  static List<SmoothedFeature> next(List<SmoothedFeature> before, GraphStatistics statistics) {
    boolean initial = statistics.getEpoch() == 0;
    return statistics.getFeatures().stream()
        .map(feature -> next(find(before, feature), feature, initial))
        .toList();
  }

  /** The five numbers as an array. */
  static double[] values(FiveAggregates of) {
    return new Aggregates(
            of.getMedian(), of.getMean(), of.getStd(), of.getSkewness(), of.getKurtosis())
        .toArray();
  }

  private static SmoothedFeature next(
      Optional<SmoothedFeature> before, FeatureStatistics feature, boolean initial) {
    int trained = before.map(SmoothedFeature::getSnapshots).orElse(0);
    var linear =
        step(Aggregator.LINEAR, trained, before.map(SmoothedFeature::getLinear), feature, initial);
    var exponential =
        step(
            Aggregator.EXPONENTIAL,
            trained,
            before.map(SmoothedFeature::getExponential),
            feature,
            initial);
    return new SmoothedFeature(
        feature.getRepresentation(),
        feature.getFeature(),
        linear.trained(),
        boxed(linear.value()),
        boxed(exponential.value()));
  }

  private static Smoothing step(
      Aggregator aggregator,
      int trained,
      Optional<List<Double>> average,
      FeatureStatistics feature,
      boolean initial) {
    double[] value = average.orElse(List.of()).stream().mapToDouble(Double::doubleValue).toArray();
    var smoothing = new Smoothing(aggregator, Smoothing.DEFAULT_ALPHA, trained, value);
    double[] snapshot = values(feature.getWhole());
    return initial ? smoothing.initial(snapshot) : smoothing.next(snapshot);
  }

  private static Optional<SmoothedFeature> find(
      List<SmoothedFeature> among, FeatureStatistics feature) {
    return among.stream()
        .filter(smoothed -> smoothed.getRepresentation().equals(feature.getRepresentation()))
        .filter(smoothed -> smoothed.getFeature().equals(feature.getFeature()))
        .findFirst();
  }

  private static List<Double> boxed(double[] values) {
    return DoubleStream.of(values).boxed().toList();
  }
}
