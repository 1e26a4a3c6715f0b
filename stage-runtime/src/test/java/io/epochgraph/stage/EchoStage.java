package io.epochgraph.stage;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.Score;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Named;

/** The least of a stage: each run comes out as a score. */
final class EchoStage {

  static final Stage STAGE = new Stage("echo", EchoStage::build);

  private EchoStage() {}

  static Run run(String id) {
    return Run.newBuilder()
        .setRun(id)
        .setDescriptor(
            new RunDescriptor(
                "lenet5", "cifar10", null, new Hyperparameters(0.1, 0.0, 128, "sgd", Map.of())))
        .setStatus(RunStatus.RUNNING)
        .setPlannedEpochs(8)
        .setChangedAt(Instant.EPOCH)
        .build();
  }

  private static void build(StreamsBuilder builder, StageSettings settings) {
    var stage = new StageStreams(builder, settings);
    var scores =
        stage
            .read("runs", settings.topics().runs(), Run::getRun)
            .mapValues(EchoStage::score, Named.as("score"));
    stage.write("scores-out", scores, settings.topics().scores());
  }

  static Score score(Run run) {
    return Score.newBuilder()
        .setRun(run.getRun())
        .setAttempt(run.getAttempt())
        .setEpoch(run.getLastEpoch())
        .setWindow("expanding")
        .setPredictor("echo")
        .setVersion(1)
        .setTarget("BEST_VALIDATION_ACCURACY")
        .setActual(0)
        .setDescriptor(run.getDescriptor())
        .setTrainedAt(run.getChangedAt())
        .build();
  }
}
