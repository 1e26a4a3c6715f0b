package io.epochgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.cli.MadeRun.Network;
import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.Signature;
import io.epochgraph.contract.SignatureFeature;
import io.epochgraph.local.LocalCluster;
import io.epochgraph.math.DType;
import io.epochgraph.publish.RunStart;
import io.epochgraph.publish.WeightPublisher;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.WithCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of epochs that no publisher of ours would send. */
@Timeout(120)
@ExtendWith(WithCluster.class)
@Execution(ExecutionMode.SAME_THREAD)
final class BadEpochsIT {

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
  void shouldCallARunWithNanOrInfiniteWeightsDiverged() throws Exception {
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      var forgery = new Forgery(pipeline, run("diverged" + bad, EPOCHS));
      forgery.send(0);
      List<MadeLayer> layers = forgery.run().layers(1);
      layers.getFirst().weights()[7] = bad;
      forgery.send(forgery.manifest(1, layers));

      List<Prediction> predictions = outputs.awaitPredictions(forgery.run(), 2);
      assertThat(predictions)
          .extracting(Prediction::getStatus)
          .containsExactly(PredictionStatus.NO_PREDICTOR, PredictionStatus.DIVERGED);
      assertThat(predictions.getLast().getReason()).contains("NaN or infinite");
      assertThat(predictions.getLast().getAccuracy()).isNull();
      List<GraphStatistics> statistics = outputs.of(forgery.run(), topics().graphStatistics());
      assertThat(statistics).extracting(GraphStatistics::getDiverged).containsExactly(false, true);
      assertThat(ExpectedRun.snapshot(statistics.getLast()).values())
          .allSatisfy(numbers -> assertThat(numbers).containsOnly(Double.NaN));
      assertThat(outputs.of(forgery.run(), topics().signatures()))
          .filteredOn(it -> it.getEpoch() == 1)
          .hasSize(2)
          .allMatch(Signature::getDiverged);
      assertThat(outputs.lettersOf(forgery.run())).isEmpty();
    }
  }

  static Stream<Arguments> badManifests() {
    return Stream.of(
        bad(
            "wrong-shape",
            "CHUNK_CORRUPT",
            "1080 bytes in 5 rows of 60 F32: want 1200",
            it -> last(it).setWeightShape(List.of(5, 60))),
        bad(
            "wrong-outputs",
            "INVALID",
            "chunks for 5 of 6 rows",
            it -> last(it).setWeightShape(List.of(6, 54))),
        bad(
            "no-chain",
            "INVALID",
            "layer 'conv2' takes 6 inputs",
            it -> it.getLayers().get(1).setGroups(3)),
        bad(
            "unknown-dtype",
            "INVALID",
            "layer 'fc': dtype 'F64' is unknown",
            it -> last(it).setDtype("F64")),
        bad("other-dtype", "CHUNK_CORRUPT", "want 540", it -> last(it).setDtype("F16")),
        bad(
            "unknown-kind",
            "INVALID",
            "is of kind \"attention\"",
            it -> last(it).setKind("attention")),
        bad("no-layers", "INVALID", "0 layers", it -> it.setLayers(List.of())),
        bad(
            "checksum",
            "CHUNK_CORRUPT",
            "do not have the digest",
            it -> last(it).getChunks().getFirst().setDigest(new Sha256(new byte[32]))),
        bad(
            "other-chunk",
            "CHUNK_CORRUPT",
            "layer 3, chunk 0: want",
            it -> firstChunk(it).setOffset(last(it).getChunks().getFirst().getOffset())),
        bad(
            "beyond-the-end",
            "CHUNK_CORRUPT",
            "holds no record: the log ends at",
            it -> last(it).getChunks().getFirst().setOffset(1_000_000)),
        bad(
            "no-partition",
            "CHUNK_CORRUPT",
            "partition 9 does not exist",
            it -> last(it).getChunks().getFirst().setPartition(9)),
        bad(
            "own-predecessor",
            "INVALID",
            "previous is attempt 0, epoch 1",
            it -> it.setPrevious(new EpochReference(0, 1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badManifests")
  void shouldRefuseABadEpochAndMarkItsWindows(
      String name, String code, String reason, Consumer<EpochManifest> change) throws Exception {
    var forgery = new Forgery(pipeline, run(name, EPOCHS));
    forgery.send(0);
    RecordMetadata at = forgery.send(1, change);
    forgery.send(2);
    forgery.send(3);

    DeadLetter letter = outputs.awaitLetter(at);
    assertThat(letter.getStage()).isEqualTo("graph-stream");
    assertThat(letter.getCode()).isEqualTo(code);
    assertThat(letter.getReason()).contains(reason);
    assertThat(letter.getRun()).isEqualTo(forgery.run().run());
    assertThat(letter.getAttempt()).isZero();
    assertThat(letter.getEpoch()).isEqualTo(1);
    List<Signature> signatures =
        outputs.await(forgery.run(), topics().signatures(), it -> it.getEpoch() == 3);
    assertThat(outputs.of(forgery.run(), topics().graphStatistics()))
        .extracting(GraphStatistics::getEpoch)
        .containsExactly(0, 2, 3);
    assertThat(signatures)
        .extracting(it -> it.getWindow() + it.getEpochs())
        .containsExactly("expanding[0]", "width-2[2, 3]");
    assertThat(signatures.getLast().getMissing()).containsExactly(1);
    assertThat(outputs.lettersOf(forgery.run())).hasSize(1);
  }

  @Test
  void shouldTakeAnEpochOnceAndRefuseAnotherOne() throws Exception {
    var forgery = new Forgery(pipeline, run("twice", EPOCHS));
    forgery.send(0);
    EpochManifest first = forgery.manifest(1, forgery.run().layers(1));
    forgery.send(first);
    forgery.send(first);
    forgery.send(1);
    RecordMetadata other = forgery.send(forgery.manifest(1, forgery.run().layers(2)));
    RecordMetadata otherMetrics = forgery.send(1, it -> it.setMetrics(forgery.run().metrics(2)));
    forgery.send(2);

    assertThat(outputs.awaitLetter(other).getCode()).isEqualTo("CONFLICT");
    assertThat(outputs.awaitLetter(otherMetrics).getReason()).contains("want a higher attempt");
    outputs.awaitPredictions(forgery.run(), 3);
    assertThat(outputs.of(forgery.run(), topics().graphStatistics()))
        .extracting(GraphStatistics::getEpoch)
        .containsExactly(0, 1, 2);
    assertThat(outputs.of(forgery.run(), topics().signatures())).hasSize(3 + 2 + 1);
    assertThat(outputs.lettersOf(forgery.run())).hasSize(2);
  }

  @Test
  void shouldGiveTheSameSignaturesInWhateverOrderEpochsCome() throws Exception {
    MadeRun ordered = run("ordered", EPOCHS);
    var shuffled =
        new MadeRun("shuffled", Network.TINY, DType.F32, EPOCHS, ordered.quality(), ordered.seed());
    publish(ordered);
    var forgery = new Forgery(pipeline, shuffled);
    for (int epoch : new int[] {2, 0, 3, 1}) {
      forgery.send(epoch);
    }
    outputs.awaitPredictions(shuffled, 4);
    List<Signature> inOrder =
        outputs.await(ordered, topics().signatures(), it -> it.getEpoch() == EPOCHS);
    assertThat(inOrder).hasSize(4 + 3 + 2);
    assertThat(features(shuffled)).isEqualTo(features(ordered));
    assertThat(outputs.lettersOf(shuffled)).isEmpty();
  }

  @Test
  void shouldDiscardEpochsThatAHigherAttemptTrainsAnew() throws Exception {
    var forgery = new Forgery(pipeline, run("resumed", EPOCHS));
    for (int epoch = 0; epoch <= 2; epoch++) {
      forgery.send(epoch);
    }
    MadeRun anew = new MadeRun(forgery.run().run(), Network.TINY, DType.F32, EPOCHS, 0.9, 4711);
    try (WeightPublisher publisher = pipeline.publisher()) {
      var again =
          publisher.start(
              new RunStart(
                  anew.run(),
                  1,
                  anew.descriptor(),
                  List.of(2, 12, 12),
                  EPOCHS,
                  Optional.of(new EpochReference(0, 1)),
                  anew.trainedAt(1)));
      anew.publish(again, 2);
    }
    RecordMetadata late = forgery.send(3);
    assertThat(outputs.awaitLetter(late).getCode()).isEqualTo("SUPERSEDED");
    List<Prediction> predictions = outputs.awaitPredictions(forgery.run(), 4);
    assertThat(predictions)
        .extracting(it -> it.getAttempt() + ":" + it.getEpoch())
        .containsExactly("0:0", "0:1", "0:2", "1:2");
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

  private static Arguments bad(
      String name, String code, String reason, Consumer<EpochManifest> change) {
    return Arguments.of(name, code, reason, change);
  }

  private static ChunkReference firstChunk(EpochManifest manifest) {
    return manifest.getLayers().getFirst().getChunks().getFirst();
  }

  private static Layer last(EpochManifest manifest) {
    return manifest.getLayers().getLast();
  }

  /** The features of a run's windows; where one was sent again, it is the last that counts. */
  private static Map<String, List<SignatureFeature>> features(MadeRun run) {
    return outputs.of(run, topics().signatures()).stream()
        .collect(
            Collectors.toMap(
                it -> it.getWindow() + " " + it.getEpochs(),
                Signature::getFeatures,
                (_, last) -> last));
  }
}
