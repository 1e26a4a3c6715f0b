package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.epochgraph.cli.MadeRun.Network;
import io.epochgraph.cli.replay.Passage;
import io.epochgraph.cli.replay.Replay;
import io.epochgraph.cli.replay.ReplayOptions;
import io.epochgraph.cli.replay.ReplayProgress;
import io.epochgraph.cli.replay.ReplaySource;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.FiveAggregates;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.LayerAggregates;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.Sha256;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.predictorstream.FittingJob;
import io.epochgraph.predictorstream.FittingRequest;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.ClusterSetup;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * How fast replays are beside a consumer that only reads the same topic, in the same run. With
 * {@code -Depochgraph.replay.epochs=2000} or more; prints a table.
 */
@Execution(ExecutionMode.SAME_THREAD)
final class ReplayThroughputIT {

  private static final int EPOCHS = 19;
  private static final Topics LIVE = new Topics("throughput");
  private static final List<String> LAYERS =
      List.of("input", "conv1", "conv2", "fc1", "fc2", "fc3");

  @TempDir private Path directory;

  @Test
  void shouldMeasure() throws Exception {
    int epochs = Integer.getInteger("epochgraph.replay.epochs", 0);
    assumeThat(epochs).as("-Depochgraph.replay.epochs=N says how many to make").isPositive();
    try (var local = LocalCluster.temporary()) {
      var cluster = ClusterSettings.of(local.bootstrapServers(), local.schemaRegistryUrl());
      ClusterSetup.createTopics(cluster, LIVE, 2, Optional.empty());
      ClusterSetup.registerSchemas(cluster, LIVE);
      try (var records = new Records(cluster)) {
        fill(records, Math.ceilDiv(epochs, EPOCHS + 1));
        var signatures =
            replay(cluster, LIVE, ReplaySource.STATISTICS, "signatures", Optional.empty())
                .passages()
                .getFirst();
        Topics withSignatures =
            new Topics(LIVE.prefix(), Map.of("signatures", LIVE.prefix() + ".replay.signatures"));
        Predictor predictor =
            new FittingJob(cluster, withSignatures)
                .fit(FittingRequest.of(new Cohort("lenet5", "made"), 1))
                .getFirst()
                .predictor();
        var predictions =
            replay(
                    cluster,
                    withSignatures,
                    ReplaySource.SIGNATURES,
                    "predictions",
                    Optional.of(predictor))
                .passages()
                .getFirst();
        row(records, "graph statistics to signatures", LIVE.graphStatistics(), signatures);
        row(records, "signatures to predictions", withSignatures.signatures(), predictions);
      }
    }
  }

  private Replay.Result replay(
      ClusterSettings cluster,
      Topics live,
      ReplaySource source,
      String id,
      Optional<Predictor> predictor)
      throws InterruptedException {
    var settings =
        new ReplayOptions(List.of(), List.of(), List.of())
            .settings(id, source, predictor, Optional.empty(), Map.of(), directory);
    return new Replay(cluster, live, settings).run(ReplayProgress.silent());
  }

  private static void row(Records records, String what, Topic<?> topic, Passage passage) {
    long since = System.nanoTime();
    int read = records.raw(topic).size();
    double raw = read / ((System.nanoTime() - since) / 1e9);
    System.out.printf(
        "%-32s %,7d records: replayed %,8.0f a second, only read %,9.0f a second, ratio %.3f%n",
        what, passage.records(), passage.rate(), raw, passage.rate() / raw);
    assertThat(passage.records()).isGreaterThanOrEqualTo(read);
  }

  private static void fill(Records records, int runs) throws Exception {
    for (MadeRun run : MadeRun.several("run", Network.LENET5, runs, EPOCHS)) {
      var random = new Random(run.seed());
      for (int epoch = 0; epoch <= EPOCHS; epoch++) {
        send(records, LIVE.graphStatistics(), run.run(), statistics(run, epoch, random));
      }
      send(
          records,
          LIVE.runs(),
          run.run(),
          Run.newBuilder()
              .setRun(run.run())
              .setDescriptor(run.descriptor())
              .setStatus(RunStatus.COMPLETED)
              .setPlannedEpochs(EPOCHS)
              .setLastEpoch(EPOCHS)
              .setBestValidationAccuracy(run.bestAccuracy())
              .setFinalValidationAccuracy(run.accuracy(EPOCHS))
              .setChangedAt(run.trainedAt(EPOCHS))
              .build());
    }
  }

  private static void send(Records records, Topic<?> topic, String run, SpecificRecord value)
      throws Exception {
    records.write(topic, run, value);
  }

  private static GraphStatistics statistics(MadeRun run, int epoch, Random random) {
    var features = new ArrayList<FeatureStatistics>();
    for (String feature : List.of("degree", "eigenvector")) {
      var layers = new ArrayList<LayerAggregates>();
      for (String layer : LAYERS) {
        layers.add(new LayerAggregates(layer, 20, aggregates(random)));
      }
      features.add(new FeatureStatistics("rolled", feature, aggregates(random), layers, null));
    }
    return GraphStatistics.newBuilder()
        .setRun(run.run())
        .setAttempt(0)
        .setEpoch(epoch)
        .setPrevious(epoch == 0 ? null : new EpochReference(0, epoch - 1))
        .setDigest(new Sha256(new byte[32]))
        .setDescriptor(run.descriptor())
        .setNodes(237)
        .setEdges(60_000)
        .setDiverged(false)
        .setFeatures(features)
        .setMetrics(run.metrics(epoch))
        .setTrainedAt(run.trainedAt(epoch))
        .build();
  }

  private static FiveAggregates aggregates(Random random) {
    return new FiveAggregates(
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble(),
        random.nextGaussian(),
        random.nextGaussian());
  }
}
