package io.epochgraph.signaturestream;

import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.FiveAggregates;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.LayerAggregates;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Graph statistics for tests; their numbers follow from attempt and epoch. */
final class Snapshots {

  static final String RUN = "run-1";
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Snapshots() {}

  /** A run that published every {@code step}th epoch, {@code count} times from epoch 0 on. */
  static List<GraphStatistics> chain(String run, int count, int step) {
    var chain = new ArrayList<GraphStatistics>();
    for (int i = 0; i < count; i++) {
      var previous = i == 0 ? null : new EpochReference(0, (i - 1) * step);
      chain.add(of(run, 0, i * step, previous));
    }
    return chain;
  }

  static GraphStatistics of(String run, int attempt, int epoch, EpochReference previous) {
    var digest = new byte[32];
    digest[0] = (byte) attempt;
    digest[1] = (byte) epoch;
    return GraphStatistics.newBuilder()
        .setRun(run)
        .setAttempt(attempt)
        .setEpoch(epoch)
        .setPrevious(previous)
        .setDigest(new Sha256(digest))
        .setDescriptor(
            new RunDescriptor(
                "lenet5", "cifar10", null, new Hyperparameters(0.1, 0.0, 128, "sgd", Map.of())))
        .setNodes(5)
        .setEdges(6)
        .setDiverged(false)
        .setFeatures(
            List.of(feature("degree", attempt, epoch), feature("eigenvector", attempt, epoch)))
        .setMetrics(
            Metrics.newBuilder().setValidationAccuracy(Math.min(1, 0.1 + 0.01 * epoch)).build())
        .setTrainedAt(START.plusSeconds(60L * epoch))
        .build();
  }

  static GraphStatistics diverged(GraphStatistics of) {
    double none = Double.NaN;
    var whole = new FiveAggregates(none, none, none, none, none);
    return GraphStatistics.newBuilder(of)
        .setDiverged(true)
        .setFeatures(
            of.getFeatures().stream()
                .map(feature -> FeatureStatistics.newBuilder(feature).setWhole(whole).build())
                .toList())
        .build();
  }

  /** The five numbers of a feature in an epoch. */
  static double[] numbers(String feature, int attempt, int epoch) {
    double seed = feature.length() + 100.0 * attempt + epoch;
    var numbers = new double[5];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.sin(seed * (i + 1)) + i;
    }
    return numbers;
  }

  private static FeatureStatistics feature(String feature, int attempt, int epoch) {
    double[] of = numbers(feature, attempt, epoch);
    var whole = new FiveAggregates(of[0], of[1], of[2], of[3], of[4]);
    var half = new FiveAggregates(of[0] / 2, of[1] / 2, of[2] / 2, of[3], of[4]);
    return new FeatureStatistics(
        "rolled",
        feature,
        whole,
        List.of(new LayerAggregates("input", 2, half), new LayerAggregates("fc1", 3, whole)),
        null);
  }
}
