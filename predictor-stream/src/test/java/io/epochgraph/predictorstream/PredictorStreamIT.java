package io.epochgraph.predictorstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.Score;
import io.epochgraph.schemas.ClusterTopics;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.WithCluster;
import io.epochgraph.stage.RunningStage;
import io.epochgraph.stage.StageOnCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WithCluster.class)
class PredictorStreamIT {

  private static final List<String> RUNS = List.of("run-1", "run-2", "run-3");
  private static final int EPOCHS = 4;

  @TempDir Path directory;

  @Test
  void shouldGiveTheSameWhateverStopsIt(ClusterTopics calm, ClusterTopics stormy) throws Exception {
    var undisturbed = stage(prepare(calm), "calm");
    undisturbed.runUndisturbed(parts(), inputs(calm.topics()));
    var disturbed = stage(prepare(stormy), "stormy");
    disturbed.runDisturbed(parts(), inputs(stormy.topics()));

    var predictions = undisturbed.byRun(calm.topics().predictions());
    assertThat(predictions).containsOnlyKeys(RUNS);
    assertThat(predictions.get("run-1"))
        .extracting(Prediction::getEpoch)
        .containsExactly(1, 2, 3, 4);
    assertThat(predictions.get("run-1"))
        .extracting(Prediction::getStatus)
        .containsOnly(PredictionStatus.PREDICTED);
    assertThat(disturbed.byRun(stormy.topics().predictions())).isEqualTo(predictions);

    var scores = undisturbed.byRun(calm.topics().scores());
    assertThat(scores.get("run-2"))
        .extracting(Score::getEpoch)
        .containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat(disturbed.byRun(stormy.topics().scores()))
        .usingRecursiveComparison()
        .ignoringCollectionOrder()
        .isEqualTo(scores);
  }

  @Test
  void shouldTakeUpAPredictorWhileItRuns(ClusterTopics topics) throws Exception {
    topics.create();
    var stage = stage(topics, "running");
    try (var running = stage.start()) {
      topics.send(topics.topics().signatures(), "run-1", Samples.signature("run-1", 1));
      assertThat(topics.await(topics.topics().predictions(), 1).getFirst().getStatus())
          .isEqualTo(PredictionStatus.NO_PREDICTOR);
      put(topics, Samples.predictor("svm", 1));
      topics.sendBytes(topics.topics().predictors(), "bad@1", new byte[] {1, 2, 3});
      Prediction last = null;
      for (int i = 2; i < 100 && (last == null || last.getVersion() == 0); i++) {
        topics.send(topics.topics().signatures(), "run-1", Samples.signature("run-1", 2));
        last = topics.await(topics.topics().predictions(), i).getLast();
      }
      assertThat(last.getPredictor()).isEqualTo("svm");
      assertThat(running.ended()).isNotDone();
    }
  }

  @Test
  void shouldEndWithTheCommandThatHelpsWhereTopicsAreMissing(ClusterTopics topics) {
    var settings = stage(topics, "missing").settings();
    try (var running = RunningStage.start(PredictorStreamTopology.STAGE, settings)) {
      assertThatThrownBy(() -> running.ended().get(60, TimeUnit.SECONDS))
          .hasMessageContaining("predictor-stream")
          .hasMessageContaining(topics.topics().predictors().name())
          .hasMessageContaining("epochgraph topics create");
    }
  }

  private StageOnCluster stage(ClusterTopics topics, String name) {
    return new StageOnCluster(PredictorStreamTopology.STAGE, topics, directory.resolve(name));
  }

  private static ClusterTopics prepare(ClusterTopics topics) throws InterruptedException {
    topics.create();
    put(topics, Samples.predictor("svm", 1));
    return topics;
  }

  private static void put(ClusterTopics topics, Predictor predictor) throws InterruptedException {
    topics.send(topics.topics().predictors(), PredictorCodec.key(predictor), predictor);
  }

  private static Topic<?>[] inputs(Topics topics) {
    return new Topic<?>[] {topics.signatures(), topics.runs()};
  }

  /** One epoch of each run a part; one run ends in the middle, the others at the end. */
  private static List<StageOnCluster.Part> parts() {
    var parts = new ArrayList<StageOnCluster.Part>();
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      int now = epoch;
      parts.add(
          topics -> {
            for (String run : RUNS) {
              topics.send(topics.topics().signatures(), run, Samples.signature(run, now));
              if (now == EPOCHS || (now == 2 && run.equals("run-2"))) {
                var end = Samples.run(run, RunStatus.COMPLETED, 0.5, 0.4);
                topics.send(topics.topics().runs(), run, end);
              }
            }
          });
    }
    return parts;
  }
}
