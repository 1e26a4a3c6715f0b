package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.docs.PublishARun;
import io.epochgraph.docs.StopHopelessRuns;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.predictorstream.FittingJob;
import io.epochgraph.predictorstream.FittingRequest;
import io.epochgraph.schemas.ClusterSettings;
import io.epochgraph.schemas.TopicScan;
import io.epochgraph.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The programs in the guide against all stages; the subscriber as a process of its own. */
@Execution(ExecutionMode.SAME_THREAD)
class SchedulerExampleIT {
  private static final int FITTED_RUNS = 10;

  @TempDir private Path directory;

  @Test
  void shouldNameHopelessRunsOnly() throws Exception {
    var settings = new LocalStack.Settings(Optional.empty(), 0, 0, OptionalInt.empty());
    try (var stack = LocalStack.start(settings, _ -> {})) {
      ClusterSettings cluster = stack.cluster();
      var fitted = new ArrayList<String>();
      for (int i = 0; i < FITTED_RUNS; i++) {
        fitted.add("fitted-" + i);
        TinyRun.publish(cluster, fitted.getLast(), (i % 2 == 0 ? 0.2 : 0.8) + 0.01 * i);
      }
      awaitSignatures(cluster, 3 * FITTED_RUNS);
      new FittingJob(cluster, Topics.LIVE).run(FittingRequest.of(new Cohort("tiny", "none"), 1));

      Path output = directory.resolve("output");
      Process subscriber = subscriber(cluster, output);
      try {
        // predictors arrive beside the signatures, so ask until they are there
        for (int i = 0; !Files.readString(output).contains("stop bad-"); i++) {
          assertThat(subscriber.isAlive()).as(Files.readString(output)).isTrue();
          assertThat(i).isLessThan(30);
          TinyRun.publish(cluster, "bad-" + i, 0.22);
          TinyRun.publish(cluster, "good-" + i, 0.84);
          Thread.sleep(1000);
        }
        TinyRun.publish(cluster, "diverged", Double.NaN);
        for (int i = 0; !Files.readString(output).contains("stop diverged"); i++) {
          assertThat(i).isLessThan(300);
          Thread.sleep(100);
        }
        assertThat(Files.readString(output)).doesNotContain("good", "fitted");
        PublishARun.main(cluster.bootstrapServers(), cluster.schemaRegistryUrl());
        assertThat(awaitFirstPrediction(cluster, "my-sweep-001").getStatus())
            .isEqualTo(PredictionStatus.NO_PREDICTOR);
      } finally {
        subscriber.destroy();
        assertThat(subscriber.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private static Process subscriber(ClusterSettings cluster, Path output) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            StopHopelessRuns.class.getName(),
            cluster.bootstrapServers(),
            cluster.schemaRegistryUrl())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static Prediction awaitFirstPrediction(ClusterSettings cluster, String run)
      throws Exception {
    for (int i = 0; ; i++) {
      for (var entry : TopicScan.read(Topics.LIVE.predictions(), cluster)) {
        if (entry.key().equals(run)) {
          return entry.value();
        }
      }
      assertThat(i).as("no prediction of %s", run).isLessThan(120);
      Thread.sleep(500);
    }
  }

  private static void awaitSignatures(ClusterSettings cluster, int wanted) throws Exception {
    for (int i = 0; ; i++) {
      List<?> expanding =
          TopicScan.read(Topics.LIVE.signatures(), cluster).stream()
              .filter(entry -> entry.value().getWindow().equals("expanding"))
              .toList();
      if (expanding.size() == wanted) {
        return;
      }
      assertThat(i).as("%d of %d signatures", expanding.size(), wanted).isLessThan(120);
      Thread.sleep(500);
    }
  }
}
