package io.epochgraph.evaluation;

import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.FiveAggregates;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.LayerAggregates;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.SkippedEpoch;
import io.epochgraph.schemas.TrustedContracts;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records of runs for tests. */
final class MadeRuns {

  static {
    TrustedContracts.install();
  }

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private MadeRuns() {}

  static RunDescriptor descriptor(double learningRate, double dropout) {
    return new RunDescriptor(
        "lenet5",
        "cifar10",
        "made",
        new Hyperparameters(learningRate, dropout, 16, "sgd", Map.of()));
  }

  static Run run(String id, int attempt, RunStatus status, double best, double last) {
    return Run.newBuilder()
        .setRun(id)
        .setAttempt(attempt)
        .setDescriptor(descriptor(0.01, 0.5))
        .setStatus(status)
        .setPlannedEpochs(20)
        .setLastEpoch(10)
        .setBestValidationAccuracy(best)
        .setFinalValidationAccuracy(last)
        .setChangedAt(START)
        .build();
  }

  static GraphStatistics epoch(String id, int attempt, int epoch, double mean, double accuracy) {
    return GraphStatistics.newBuilder()
        .setRun(id)
        .setAttempt(attempt)
        .setEpoch(epoch)
        .setPrevious(epoch == 0 ? null : new EpochReference(attempt, epoch - 1))
        .setDigest(new Sha256(new byte[32]))
        .setDescriptor(descriptor(0.01, 0.5))
        .setNodes(5)
        .setEdges(6)
        .setDiverged(false)
        .setFeatures(
            List.of(
                feature("rolled", "degree", mean),
                feature("rolled", "eigenvector", mean / 2),
                feature("rolled-since-start", "degree", mean * epoch),
                feature("rolled-since-start", "eigenvector", mean * epoch / 2),
                feature("rolled-since-previous", "degree", mean),
                feature("rolled-since-previous", "eigenvector", mean / 2)))
        .setMetrics(metrics(epoch, accuracy))
        .setTrainedAt(START.plusSeconds(epoch))
        .build();
  }

  static GraphStatistics skipping(GraphStatistics of, int skipped, double accuracy) {
    return GraphStatistics.newBuilder(of)
        .setSkipped(List.of(new SkippedEpoch(skipped, metrics(skipped, accuracy))))
        .build();
  }

  static Metrics metrics(int epoch, double accuracy) {
    return new Metrics(epoch == 0 ? null : 2 - accuracy, 2.1 - accuracy, accuracy, 0.01, 3.0);
  }

  private static FeatureStatistics feature(String graph, String feature, double mean) {
    var aggregates = new FiveAggregates(mean * 0.9, mean, mean / 10, 0.1, -0.2);
    return new FeatureStatistics(
        graph,
        feature,
        aggregates,
        List.of(
            new LayerAggregates("input", 3, aggregates), new LayerAggregates("fc", 2, aggregates)),
        null);
  }
}
