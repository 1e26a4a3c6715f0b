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
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import io.epochgraph.schemas.WithCluster;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of input that no publisher of ours would send, and of good runs beside it. */
@Timeout(120)
@ExtendWith(WithCluster.class)
final class BadInputIT {

  private static final int EPOCHS = 3;
  private static Pipeline pipeline;

  @BeforeAll
  static void startStages(LocalCluster local, @TempDir Path state) throws Exception {
    pipeline = Pipeline.start(local, state);
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

      List<Prediction> predictions = awaitPredictions(forgery.run(), 2);
      assertThat(predictions)
          .extracting(Prediction::getStatus)
          .containsExactly(PredictionStatus.NO_PREDICTOR, PredictionStatus.DIVERGED);
      assertThat(predictions.getLast().getReason()).contains("NaN or infinite");
      assertThat(predictions.getLast().getAccuracy()).isNull();
      List<GraphStatistics> statistics = of(forgery.run(), topics().graphStatistics());
      assertThat(statistics).extracting(GraphStatistics::getDiverged).containsExactly(false, true);
      assertThat(ExpectedRun.snapshot(statistics.getLast()).values())
          .allSatisfy(numbers -> assertThat(numbers).containsOnly(Double.NaN));
      assertThat(of(forgery.run(), topics().signatures()))
          .filteredOn(it -> it.getEpoch() == 1)
          .hasSize(2)
          .allMatch(Signature::getDiverged);
      assertThat(lettersOf(forgery.run())).isEmpty();
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

    DeadLetter letter = awaitLetter(at);
    assertThat(letter.getStage()).isEqualTo("graph-stream");
    assertThat(letter.getCode()).isEqualTo(code);
    assertThat(letter.getReason()).contains(reason);
    assertThat(letter.getRun()).isEqualTo(forgery.run().run());
    assertThat(letter.getAttempt()).isZero();
    assertThat(letter.getEpoch()).isEqualTo(1);
    List<Signature> signatures =
        await(forgery.run(), topics().signatures(), it -> it.getEpoch() == 3);
    assertThat(of(forgery.run(), topics().graphStatistics()))
        .extracting(GraphStatistics::getEpoch)
        .containsExactly(0, 2, 3);
    assertThat(signatures)
        .extracting(it -> it.getWindow() + it.getEpochs())
        .containsExactly("expanding[0]", "width-2[2, 3]");
    assertThat(signatures.getLast().getMissing()).containsExactly(1);
    assertThat(lettersOf(forgery.run())).hasSize(1);
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
    assertThat(awaitPredictions(run, 3))
        .extracting(Prediction::getStatus)
        .containsOnly(PredictionStatus.NO_PREDICTOR);
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

    assertThat(awaitLetter(other).getCode()).isEqualTo("CONFLICT");
    assertThat(awaitLetter(otherMetrics).getReason()).contains("want a higher attempt");
    awaitPredictions(forgery.run(), 3);
    assertThat(of(forgery.run(), topics().graphStatistics()))
        .extracting(GraphStatistics::getEpoch)
        .containsExactly(0, 1, 2);
    assertThat(of(forgery.run(), topics().signatures())).hasSize(3 + 2 + 1);
    assertThat(lettersOf(forgery.run())).hasSize(2);
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
    awaitPredictions(shuffled, 4);
    List<Signature> inOrder = await(ordered, topics().signatures(), it -> it.getEpoch() == EPOCHS);
    assertThat(inOrder).hasSize(4 + 3 + 2);
    assertThat(features(shuffled)).isEqualTo(features(ordered));
    assertThat(lettersOf(shuffled)).isEmpty();
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
    assertThat(awaitLetter(late).getCode()).isEqualTo("SUPERSEDED");
    List<Prediction> predictions = awaitPredictions(forgery.run(), 4);
    assertThat(predictions)
        .extracting(it -> it.getAttempt() + ":" + it.getEpoch())
        .containsExactly("0:0", "0:1", "0:2", "1:2");
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
      assertThat(awaitPredictions(run, EPOCHS + 1)).hasSize(EPOCHS + 1);
      assertThat(of(run, topics().graphStatistics()))
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
    DeadLetter letter = awaitLetter(at);
    assertThat(letter.getStage()).isEqualTo(stage);
    assertThat(letter.getCode()).isEqualTo(code);
    assertThat(letter.getRun()).isEqualTo(run);
    assertThat(letter.getEpoch()).isNull();
    assertThat(letter.getReason()).isNotBlank();
    assertThat(letter.getRecordedAt().toEpochMilli()).isEqualTo(at.timestamp());
  }

  /** The one dead letter that names this record. */
  private static DeadLetter awaitLetter(RecordMetadata at) throws Exception {
    List<DeadLetter> letters =
        Waiting.until(
            "there is a dead letter for " + at,
            () ->
                pipeline.records().values(topics().deadLetters()).stream()
                    .filter(it -> it.getTopic().equals(at.topic()))
                    .filter(it -> it.getPartition() == at.partition())
                    .filter(it -> it.getOffset() == at.offset())
                    .toList(),
            found -> !found.isEmpty());
    assertThat(letters).hasSize(1);
    return letters.getFirst();
  }

  private static List<DeadLetter> lettersOf(MadeRun run) {
    return pipeline.records().values(topics().deadLetters()).stream()
        .filter(it -> run.run().equals(it.getRun()))
        .toList();
  }

  private static List<Prediction> awaitPredictions(MadeRun run, int count) throws Exception {
    return Waiting.until(
        run.run() + " has its predictions",
        () -> of(run, topics().predictions()),
        found -> found.size() >= count);
  }

  private static <V extends SpecificRecord> List<V> await(
      MadeRun run, Topic<V> topic, Predicate<V> wanted) throws Exception {
    return Waiting.until(
        run.run() + " is through", () -> of(run, topic), found -> found.stream().anyMatch(wanted));
  }

  /** A run's committed values, in order. */
  private static <V extends SpecificRecord> List<V> of(MadeRun run, Topic<V> topic) {
    return pipeline.records().values(topic).stream()
        .filter(it -> it.get(0).toString().equals(run.run()))
        .toList();
  }

  /** The features of a run's windows; where one was sent again, it is the last that counts. */
  private static Map<String, List<SignatureFeature>> features(MadeRun run) {
    return of(run, topics().signatures()).stream()
        .collect(
            Collectors.toMap(
                it -> it.getWindow() + " " + it.getEpochs(),
                Signature::getFeatures,
                (_, last) -> last));
  }
}
