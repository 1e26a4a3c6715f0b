package io.epochgraph.evaluation;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.FiveAggregates;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.LayerAggregates;
import io.epochgraph.math.Aggregator;
import io.epochgraph.math.Smoothing;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.Observation;
import io.epochgraph.prediction.RunSettings;
import io.epochgraph.prediction.SignatureKey;
import io.epochgraph.prediction.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A corpus's runs as predictors see them: the signatures of a window that ends at each epoch, of
 * the whole graph with each average and of each layer, the curve, and the settings. What
 * signature-stream makes of the same statistics.
 */
public final class CorpusObservations {

  private CorpusObservations() {}

  /**
   * Runs with what was seen of them up to each published epoch from 1 on.
   *
   * @param target the outcome
   * @param widest snapshots in a window at most; windows begin with the run's first epoch as long
   *     as it is younger than that
   * @param growing whether windows may have fewer
   */
  public static List<FittingRun> of(
      List<CorpusRun> corpus, Target target, int widest, boolean growing) {
    return corpus.stream().map(run -> of(run, target, widest, growing)).toList();
  }

  private static FittingRun of(CorpusRun run, Target target, int widest, boolean growing) {
    List<Map<SignatureKey, double[]>> snapshots = snapshots(run.getStatistics());
    Map<Integer, Observation> byEpoch = new HashMap<>();
    Hyperparameters started = run.getRun().getDescriptor().getHyperparameters();
    var settings = new RunSettings(started.getLearningRate(), started.getDropout());
    for (int last = 0; last < snapshots.size(); last++) {
      int first = Math.max(0, last + 1 - widest);
      int epoch = run.getStatistics().get(last).getEpoch();
      boolean complete = growing || last + 1 - first == widest;
      if (epoch > 0 && complete) {
        byEpoch.put(
            epoch,
            observation(
                run.getStatistics().subList(first, last + 1),
                snapshots.subList(first, last + 1),
                settings));
      }
    }
    return new FittingRun(run.getRun().getRun(), outcome(run, target), byEpoch);
  }

  static double outcome(CorpusRun run, Target target) {
    return switch (target) {
      case BEST_VALIDATION_ACCURACY -> run.getRun().getBestValidationAccuracy();
      case FINAL_VALIDATION_ACCURACY -> run.getRun().getFinalValidationAccuracy();
    };
  }

  private static Observation observation(
      List<GraphStatistics> window,
      List<Map<SignatureKey, double[]>> snapshots,
      RunSettings settings) {
    Map<SignatureKey, double[]> signatures = new HashMap<>();
    for (SignatureKey key : snapshots.getLast().keySet()) {
      if (snapshots.stream().allMatch(snapshot -> snapshot.containsKey(key))) {
        signatures.put(
            key, snapshots.stream().flatMapToDouble(of -> Arrays.stream(of.get(key))).toArray());
      }
    }
    return new Observation(
        signatures,
        curve(window, of -> of.getMetrics().getValidationAccuracy()),
        curve(window, of -> of.getMetrics().getTrainLoss()),
        settings,
        window.stream().anyMatch(GraphStatistics::getDiverged));
  }

  /** Of each snapshot its aggregates, with each average up to then. */
  private static List<Map<SignatureKey, double[]>> snapshots(List<GraphStatistics> statistics) {
    Map<SignatureKey, Smoothing> running = new HashMap<>();
    List<Map<SignatureKey, double[]>> snapshots = new ArrayList<>();
    for (GraphStatistics of : statistics) {
      Map<SignatureKey, double[]> snapshot = new HashMap<>();
      for (FeatureStatistics feature : of.getFeatures()) {
        double[] values = values(feature.getWhole());
        for (Aggregator aggregator : Aggregator.values()) {
          var key =
              new SignatureKey(
                  feature.getRepresentation(),
                  feature.getFeature(),
                  aggregator.name().toLowerCase(Locale.ROOT));
          Smoothing before = running.getOrDefault(key, Smoothing.start(aggregator));
          Smoothing after = of.getEpoch() == 0 ? before.initial(values) : before.next(values);
          running.put(key, after);
          snapshot.put(key, after.value());
        }
        for (LayerAggregates layer : feature.getLayers()) {
          snapshot.put(
              new SignatureKey(
                  feature.getRepresentation(), feature.getFeature(), "raw", layer.getLayer()),
              values(layer.getAggregates()));
        }
      }
      snapshots.add(snapshot);
    }
    return snapshots;
  }

  private static double[] values(FiveAggregates of) {
    return new double[] {
      of.getMedian(), of.getMean(), of.getStd(), of.getSkewness(), of.getKurtosis()
    };
  }

  private static double[] curve(
      List<GraphStatistics> window, Function<GraphStatistics, Double> metric) {
    return window.stream()
        .map(metric)
        .mapToDouble(value -> value == null ? Double.NaN : value)
        .toArray();
  }
}
