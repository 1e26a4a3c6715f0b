package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.cli.MadeRun.Network;
import io.epochgraph.contract.Predictor;
import io.epochgraph.graphstream.GraphStreamTopology;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.Observation;
import io.epochgraph.prediction.PredictorFitter;
import io.epochgraph.predictorstream.PredictorCodec;
import io.epochgraph.predictorstream.PredictorStreamTopology;
import io.epochgraph.publish.RunPublication;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.WithCluster;
import io.epochgraph.signaturestream.SignatureStreamTopology;
import io.epochgraph.stage.Stage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Stages that are stopped in the middle of their work give what undisturbed ones give. */
@Timeout(240)
@ExtendWith(WithCluster.class)
@Execution(ExecutionMode.SAME_THREAD)
final class RestartIT {

  private static final int RUNS = 12;
  private static final int EPOCHS = 5;
  private static final int SNAPSHOTS = RUNS * (EPOCHS + 1);
  private static final int SIGNATURES = RUNS * (6 + 5 + 4);
  private static final int SCORES = RUNS * EPOCHS;
  private static final List<MadeRun> INPUT = MadeRun.several("restart", Network.TINY, RUNS, EPOCHS);

  /** What a stage has to do: so many records on its output topic. */
  private record Work(
      Stage stage, Function<Topics, Topic<? extends SpecificRecord>> output, int count) {}

  private static final List<Work> WORK =
      List.of(
          new Work(GraphStreamTopology.STAGE, Topics::graphStatistics, SNAPSHOTS),
          new Work(SignatureStreamTopology.STAGE, Topics::signatures, SIGNATURES),
          new Work(PredictorStreamTopology.STAGE, Topics::predictions, SNAPSHOTS));

  /** What happens to each stage when half of the epochs are published and it has begun. */
  private enum Disturbance {
    NONE,
    RESTART,
    RESTART_WITHOUT_STATE
  }

  @Test
  void shouldGiveTheSameWhenEachStageIsRestarted(LocalCluster local, @TempDir Path state)
      throws Exception {
    var outputs = new EnumMap<Disturbance, Future<Map<String, List<String>>>>(Disturbance.class);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Disturbance disturbance : Disturbance.values()) {
        outputs.put(disturbance, threads.submit(() -> outputs(local, state, disturbance)));
      }
    }
    Map<String, List<String>> undisturbed = outputs.get(Disturbance.NONE).get();
    assertThat(undisturbed.get(".graph-statistics.v1")).hasSize(SNAPSHOTS).doesNotHaveDuplicates();
    assertThat(undisturbed.get(".signatures.v1")).hasSize(SIGNATURES).doesNotHaveDuplicates();
    assertThat(undisturbed.get(".predictions.v1")).hasSize(SNAPSHOTS).doesNotHaveDuplicates();
    assertThat(undisturbed.get(".scores.v1")).hasSize(SCORES).doesNotHaveDuplicates();
    assertThat(undisturbed.get(".dead-letters.v1")).isEmpty();

    assertThat(outputs.get(Disturbance.RESTART).get()).isEqualTo(undisturbed);
    assertThat(outputs.get(Disturbance.RESTART_WITHOUT_STATE).get()).isEqualTo(undisturbed);
  }

  /** The committed outputs of all stages, sorted: keys and bytes. */
  private static Map<String, List<String>> outputs(
      LocalCluster local, Path state, Disturbance disturbance) throws Exception {
    try (Pipeline pipeline = Pipeline.create(local, state);
        WeightPublisher publisher = pipeline.publisher()) {
      Records records = pipeline.records();
      Predictor predictor = predictor();
      records.write(pipeline.topics().predictors(), PredictorCodec.key(predictor), predictor);
      for (Work work : WORK) {
        pipeline.start(work.stage());
      }
      List<RunPublication> publications = INPUT.stream().map(it -> it.begin(publisher)).toList();
      publish(publications, 0, EPOCHS / 2);
      if (disturbance != Disturbance.NONE) {
        for (Work work : WORK.reversed()) {
          records.await(work.output().apply(pipeline.topics()), work.count() / 3);
          pipeline.stop(work.stage());
          if (disturbance == Disturbance.RESTART_WITHOUT_STATE) {
            pipeline.wipe(work.stage());
          }
        }
      }
      publish(publications, EPOCHS / 2 + 1, EPOCHS);
      for (int run = 0; run < RUNS; run++) {
        INPUT.get(run).end(publications.get(run));
      }
      if (disturbance != Disturbance.NONE) {
        for (Work work : WORK) {
          pipeline.start(work.stage());
        }
      }
      for (Work work : WORK) {
        records.await(work.output().apply(pipeline.topics()), work.count());
      }
      records.await(pipeline.topics().scores(), SCORES);
      return outputs(pipeline);
    }
  }

  private static Map<String, List<String>> outputs(Pipeline pipeline) {
    Topics topics = pipeline.topics();
    var outputs = new TreeMap<String, List<String>>();
    Stream.of(
            topics.graphStatistics(),
            topics.signatures(),
            topics.predictions(),
            topics.scores(),
            topics.deadLetters())
        .forEach(
            topic ->
                outputs.put(
                    topic.name().substring(topics.prefix().length()),
                    pipeline.records().raw(topic).stream()
                        .map(it -> it.key() + " " + HexFormat.of().formatHex(it.value()))
                        .sorted()
                        .toList()));
    return outputs;
  }

  /** Publishes some epochs of all runs. */
  private static void publish(List<RunPublication> publications, int from, int to)
      throws InterruptedException {
    for (int epoch = from; epoch <= to; epoch++) {
      for (int run = 0; run < RUNS; run++) {
        INPUT.get(run).publish(publications.get(run), epoch);
      }
    }
  }

  /** Fitted to other runs, so that each of ours is scored. */
  private static Predictor predictor() {
    List<FittingRun> others =
        MadeRun.several("others", Network.TINY, 8, EPOCHS).stream()
            .map(ExpectedRun::of)
            .map(RestartIT::fitting)
            .toList();
    var settings =
        FittingSettings.of(
            "tiny-made-svm",
            new Cohort("tiny", MadeRun.DATASET),
            InputSpec.parse("change:rolled/degree/raw", "curve"));
    return PredictorCodec.encode(PredictorFitter.fit(others, settings, 1), Instant.EPOCH);
  }

  private static FittingRun fitting(ExpectedRun run) {
    var observations = new HashMap<Integer, Observation>();
    for (int epoch = 0; epoch <= EPOCHS; epoch++) {
      observations.put(epoch, run.observation(epoch));
    }
    return new FittingRun(run.made().run(), run.made().bestAccuracy(), observations);
  }
}
