package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.cli.MadeRun.Network;
import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.math.DType;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.WithCluster;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What comes of bytes that are no record of their topic, and of good runs beside bad ones. */
@Timeout(120)
@ExtendWith(WithCluster.class)
@Execution(ExecutionMode.SAME_THREAD)
final class BadBytesIT {

  private static final int EPOCHS = 3;
  private static Pipeline pipeline;
  private static Outputs outputs;

  @BeforeAll
  static void startStages(LocalCluster local, @TempDir Path state) throws Exception {
    pipeline = Pipeline.start(local, state);
    outputs = new Outputs(pipeline);
  }

  @AfterAll
  static void stopStages() {
    pipeline.close();
  }

  @Test
  void shouldRefuseBytesThatAreNoRecordOfTheirTopic() throws Exception {
    Records records = pipeline.records();
    MadeRun run = run("bytes", EPOCHS);
    String key = run.run();
    byte[] junk = "no Avro at all".getBytes(StandardCharsets.UTF_8);
    byte[] good = goodBytes();
    byte[] cut = Arrays.copyOf(good, 20);
    byte[] unknown = ByteBuffer.allocate(20).put((byte) 0).putInt(999_999).array();
    var epochs = topics().epochs();
    checkLetter(records.write(epochs, key, junk), "graph-stream", "NOT_AVRO", key);
    checkLetter(records.write(epochs, key, cut), "graph-stream", "NOT_AVRO", key);
    checkLetter(records.write(epochs, key, unknown), "graph-stream", "UNKNOWN_SCHEMA", key);
    checkLetter(records.write(epochs, key, (byte[]) null), "graph-stream", "NO_VALUE", key);
    checkLetter(
        records.write(epochs, "other", good), "graph-stream", "WRONG_KEY", "source-of-bytes");
    checkLetter(records.write(epochs, null, good), "graph-stream", "WRONG_KEY", "source-of-bytes");
    checkLetter(
        records.write(topics().graphStatistics(), key, good),
        "signature-stream",
        "WRONG_TYPE",
        key);
    checkLetter(
        records.write(topics().signatures(), key, junk), "predictor-stream", "NOT_AVRO", key);
    checkLetter(records.write(topics().runs(), key, junk), "predictor-stream", "NOT_AVRO", key);
  }

  @Test
  void shouldGoOnWhenAPredictorIsNoPredictor() throws Exception {
    pipeline.records().write(topics().predictors(), "junk@1", new byte[] {1, 2, 3});
    pipeline.records().write(topics().predictors(), "epoch@1", goodBytes());
    MadeRun run = run("beside-bad-predictors", 2);
    publish(run);
    assertThat(outputs.awaitPredictions(run, 3))
        .extracting(Prediction::getStatus)
        .containsOnly(PredictionStatus.NO_PREDICTOR);
  }

  @Test
  void shouldLetGoodRunsThroughBesideBadOnes() throws Exception {
    var good = new ArrayList<MadeRun>();
    for (int i = 0; i < 4; i++) {
      MadeRun run = run("good-" + i, EPOCHS);
      var bad = new Forgery(pipeline, run("bad-" + i, EPOCHS));
      bad.send(0, it -> last(it).setDtype("I8"));
      pipeline.records().write(topics().epochs(), run.run(), new byte[] {0, 0, 0});
      publish(run);
      good.add(run);
    }
    for (MadeRun run : good) {
      assertThat(outputs.awaitPredictions(run, EPOCHS + 1)).hasSize(EPOCHS + 1);
      assertThat(outputs.of(run, topics().graphStatistics()))
          .extracting(GraphStatistics::getEpoch)
          .containsExactly(0, 1, 2, 3);
    }
  }

  private static Topics topics() {
    return pipeline.topics();
  }

  private static MadeRun run(String name, int epochs) {
    return new MadeRun(name, Network.TINY, DType.F32, epochs, 0.5, name.hashCode());
  }

  private static void publish(MadeRun run) throws InterruptedException {
    try (WeightPublisher publisher = pipeline.publisher()) {
      run.publish(publisher);
    }
  }

  private static Layer last(EpochManifest manifest) {
    return manifest.getLayers().getLast();
  }

  /** A manifest as it travels. */
  private static byte[] goodBytes() throws Exception {
    MadeRun run = run("source-of-bytes", 1);
    RecordMetadata at = new Forgery(pipeline, run).send(0);
    return Waiting.until(
            "the manifest is there",
            () ->
                pipeline.records().raw(topics().epochs()).stream()
                    .filter(it -> it.partition() == at.partition() && it.offset() == at.offset())
                    .toList(),
            found -> !found.isEmpty())
        .getFirst()
        .value();
  }

  private static void checkLetter(RecordMetadata at, String stage, String code, String run)
      throws Exception {
    DeadLetter letter = outputs.awaitLetter(at);
    assertThat(letter.getStage()).isEqualTo(stage);
    assertThat(letter.getCode()).isEqualTo(code);
    assertThat(letter.getRun()).isEqualTo(run);
    assertThat(letter.getEpoch()).isNull();
    assertThat(letter.getReason()).isNotBlank();
    assertThat(letter.getRecordedAt().toEpochMilli()).isEqualTo(at.timestamp());
  }
}
