package io.epochgraph.graphstream;

import static io.epochgraph.stage.StageDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.stage.Stage;
import io.epochgraph.stage.StageDriver;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad epoch is one dead letter, and the good ones around it come out. */
class EpochDeadLettersTest {

  private final ChunksInMemory chunks = new ChunksInMemory();
  private final StageDriver stage =
      StageDriver.of(
          new Stage(
              "graph-stream",
              (builder, settings) -> GraphStreamTopology.build(builder, settings, () -> chunks)),
          Map.of("epochgraph.graph.max.megabytes", "8"));

  private record Bad(
      String name, String code, String reason, UnaryOperator<EpochManifest> spoiled) {
    @Override
    public String toString() {
      return name;
    }
  }

  @AfterEach
  void close() {
    stage.close();
  }

  static Stream<Bad> manifests() {
    return Stream.of(
        invalid("negative epoch", "epoch -3", with(manifest -> manifest.setEpoch(-3))),
        invalid("negative attempt", "attempt -1", with(manifest -> manifest.setAttempt(-1))),
        invalid(
            "previous after itself",
            "previous is attempt 0, epoch 5: want one before attempt 0, epoch 1",
            with(manifest -> manifest.setPrevious(new EpochReference(0, 5)))),
        invalid(
            "previous of a later attempt",
            "previous is attempt 2, epoch 0",
            with(manifest -> manifest.setPrevious(new EpochReference(2, 0)))),
        invalid(
            "trained before 1970",
            "trainedAt",
            with(manifest -> manifest.setTrainedAt(Instant.ofEpochMilli(-1)))),
        invalid(
            "accuracy in percent",
            "validation accuracy 55.0: want a fraction",
            with(
                manifest ->
                    manifest.setMetrics(Metrics.newBuilder().setValidationAccuracy(55.0).build()))),
        invalid("no layers", "0 layers", with(manifest -> manifest.setLayers(List.of()))),
        invalid(
            "too many layers",
            "5001 layers: want 1 to 5000",
            with(
                manifest ->
                    manifest.setLayers(
                        Collections.nCopies(5001, manifest.getLayers().getFirst())))),
        invalid("two layers of one name", "fc1", layer(1, layer -> layer.setName("fc1"))),
        invalid("a blank name", "layer name \" \"", layer(0, layer -> layer.setName(" "))),
        invalid("a name of 201", "layer name", layer(0, layer -> layer.setName("n".repeat(201)))),
        invalid(
            "a name with control characters",
            "layer name \"a·b\"",
            layer(0, layer -> layer.setName("a\u001bb"))),
        invalid(
            "a network with control characters",
            "network \"le·net\"",
            with(
                manifest ->
                    manifest.setDescriptor(
                        RunDescriptor.newBuilder(manifest.getDescriptor())
                            .setNetwork("le\nnet")
                            .build()))),
        invalid("an unknown kind", "\"recurrent\"", layer(0, layer -> layer.setKind("recurrent"))),
        invalid("an unknown dtype", "dtype 'F64'", layer(0, layer -> layer.setDtype("F64"))),
        invalid("no dtype", "dtype ''", layer(0, layer -> layer.setDtype(""))),
        invalid("groups", "groups", layer(0, layer -> layer.setGroups(2))),
        invalid(
            "pooling with weights",
            "pooling",
            layer(0, layer -> layer.setKind("pooling").setWeightShape(List.of()))),
        invalid("a shape of one axis", "[out, in]", layer(0, of -> of.setWeightShape(List.of(6)))),
        invalid("a negative shape", "positive", layer(0, of -> of.setWeightShape(List.of(3, -2)))),
        invalid(
            "a layer that does not fit the one before",
            "takes 2 inputs, but layer 'fc1' before it gives 3",
            layer(1, layer -> layer.setWeightShape(List.of(2, 2)))),
        invalid(
            "more weights than can be counted",
            "more weights than can be counted",
            layer(
                0,
                layer ->
                    layer
                        .setKind("convolution")
                        .setWeightShape(List.of(3, 1 << 20, 1 << 20, 1 << 20)))),
        invalid(
            "a chunk of gigabytes",
            "want at most 16777216",
            layer(0, layer -> layer.setWeightShape(List.of(3, Integer.MAX_VALUE)))),
        invalid(
            "rows without chunks",
            "chunks for 3 of 2147483647 rows",
            layer(0, layer -> layer.setWeightShape(List.of(Integer.MAX_VALUE, 2)))),
        invalid("no chunks", "chunks for 0 of 3", layer(0, layer -> layer.setChunks(List.of()))),
        invalid("more rows than there are", "3 in all", chunk(chunk -> chunk.setRows(4))),
        invalid("rows of all integers", "rows", chunk(chunk -> chunk.setRows(Integer.MAX_VALUE))),
        invalid("a hole before the rows", "from row 1 on", chunk(chunk -> chunk.setFirstRow(1))),
        invalid("a negative offset", "offset -1", chunk(chunk -> chunk.setOffset(-1))),
        invalid("a negative partition", "partition -1", chunk(chunk -> chunk.setPartition(-1))),
        corrupt(
            "shape and bytes that differ",
            "24 bytes in 3 rows of 3 F32: want 36",
            layer(0, layer -> layer.setWeightShape(List.of(3, 3)))),
        corrupt("another width", "want 12", layer(0, layer -> layer.setDtype("F16"))),
        corrupt(
            "another checksum",
            "digest",
            chunk(chunk -> chunk.setDigest(new Sha256(new byte[32])))),
        corrupt(
            "the chunk of another layer", "layer 1, chunk 0: want", chunk(of -> of.setOffset(3))),
        corrupt(
            "the chunk of another epoch", "epoch 0, layer 0", chunk(chunk -> chunk.setOffset(0))),
        new Bad(
            "a graph that is too large",
            "TOO_LARGE",
            "this instance takes 8;",
            manifest -> {
              var layer = Layer.newBuilder(manifest.getLayers().getFirst());
              ChunkReference whole =
                  ChunkReference.newBuilder(layer.getChunks().getFirst()).setRows(1001).build();
              layer.setWeightShape(List.of(1001, 1000)).setChunks(List.of(whole));
              return EpochManifest.newBuilder(manifest).setLayers(List.of(layer.build())).build();
            }));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void shouldRefuseABadManifest(Bad bad) {
    EpochManifest before = Epochs.of(0, 0, 1, chunks::add);
    EpochManifest spoiled = bad.spoiled().apply(Epochs.of(0, 1, 2, chunks::add));
    EpochManifest after = Epochs.of(0, 2, 3, chunks::add);
    Stream.of(before, spoiled, after)
        .forEach(manifest -> stage.send(TOPICS.epochs(), Epochs.RUN, manifest));

    DeadLetter letter = onlyLetter();
    assertThat(letter.getCode()).isEqualTo(bad.code());
    assertThat(letter.getReason()).contains(bad.reason());
    assertThat(letter.getRun()).isEqualTo(Epochs.RUN);
    assertThat(letter.getAttempt()).isEqualTo(spoiled.getAttempt());
    assertThat(letter.getEpoch()).isEqualTo(spoiled.getEpoch());
    assertThat(epochs()).containsExactly(0, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "attempt"})
  void shouldRefuseTheChunkOfSomebodyElse(String what) {
    stage.send(TOPICS.epochs(), Epochs.RUN, Epochs.of(0, 0, 1, chunks::add));
    EpochManifest spoiled =
        Epochs.of(
            0,
            1,
            2,
            chunk ->
                chunks.add(
                    what.equals("run")
                        ? WeightsChunk.newBuilder(chunk).setRun("run-2").build()
                        : WeightsChunk.newBuilder(chunk).setAttempt(7).build()));
    stage.send(TOPICS.epochs(), Epochs.RUN, spoiled);
    stage.send(TOPICS.epochs(), Epochs.RUN, Epochs.of(0, 2, 1, chunks::add));

    DeadLetter letter = onlyLetter();
    assertThat(letter.getCode()).isEqualTo("CHUNK_CORRUPT");
    assertThat(letter.getReason()).contains(what.equals("run") ? "run-2" : "attempt 7");
    assertThat(epochs()).containsExactly(0, 2);
  }

  @Test
  void shouldRefuseAnEpochWhoseChunksHaveExpired() {
    stage.send(TOPICS.epochs(), Epochs.RUN, Epochs.of(0, 0, 1, chunks::add));
    EpochManifest late = Epochs.of(0, 1, 2, chunks::add);
    chunks.expire();
    stage.send(TOPICS.epochs(), Epochs.RUN, late);
    stage.send(TOPICS.epochs(), Epochs.RUN, Epochs.of(0, 2, 3, chunks::add));

    assertThat(onlyLetter().getCode()).isEqualTo("CHUNK_EXPIRED");
    assertThat(epochs()).containsExactly(0, 2);
  }

  private record BadRecord(
      String name, String code, String key, Function<StageDriver, byte[]> value) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<BadRecord> records() {
    var chunk = new WeightsChunk(Epochs.RUN, 0, 0, 0, 0, Epochs.f32(1));
    EpochManifest good = Epochs.of(0, 1, 2, _ -> 0);
    Function<StageDriver, byte[]> manifest = stage -> stage.bytes(TOPICS.epochs(), good);
    return Stream.of(
        new BadRecord("no value", "NO_VALUE", Epochs.RUN, _ -> null),
        new BadRecord("no bytes", "NOT_AVRO", Epochs.RUN, _ -> new byte[0]),
        new BadRecord("other bytes", "NOT_AVRO", Epochs.RUN, _ -> new byte[] {1, 2, 3, 4, 5, 6}),
        new BadRecord(
            "half a manifest",
            "NOT_AVRO",
            Epochs.RUN,
            stage -> java.util.Arrays.copyOf(manifest.apply(stage), 40)),
        new BadRecord(
            "an unknown schema", "UNKNOWN_SCHEMA", Epochs.RUN, _ -> new byte[] {0, 9, 9, 9, 9, 2}),
        new BadRecord(
            "another topic's type",
            "WRONG_TYPE",
            Epochs.RUN,
            stage -> stage.bytes(TOPICS.weights(), chunk)),
        new BadRecord("no key", "WRONG_KEY", null, manifest),
        new BadRecord("another run's key", "WRONG_KEY", "run-2", manifest));
  }

  @ParameterizedTest
  @MethodSource("records")
  void shouldRefuseABadRecord(BadRecord bad) {
    stage.send(TOPICS.epochs(), Epochs.RUN, Epochs.of(0, 0, 1, chunks::add));
    stage.sendBytes(TOPICS.epochs(), bad.key(), bad.value().apply(stage));
    stage.send(TOPICS.epochs(), Epochs.RUN, Epochs.of(0, 2, 3, chunks::add));

    DeadLetter letter = onlyLetter();
    assertThat(letter.getCode()).isEqualTo(bad.code());
    assertThat(letter.getRun()).isEqualTo(Epochs.RUN);
    assertThat(epochs()).containsExactly(0, 2);
  }

  /** The one dead letter there is: of the second record. */
  private DeadLetter onlyLetter() {
    var letters = stage.records(TOPICS.deadLetters());
    assertThat(letters).hasSize(1);
    DeadLetter letter = letters.getFirst().value();
    assertThat(letters.getFirst().key()).isEqualTo(letter.getRun());
    assertThat(letter.getStage()).isEqualTo("graph-stream");
    assertThat(letter.getTopic()).isEqualTo(TOPICS.epochs().name());
    assertThat(letter.getPartition()).isZero();
    assertThat(letter.getOffset()).isEqualTo(1);
    assertThat(letter.getRecordedAt()).isEqualTo(StageDriver.SENT_AT);
    return letter;
  }

  private List<Integer> epochs() {
    return stage.values(TOPICS.graphStatistics()).stream().map(GraphStatistics::getEpoch).toList();
  }

  private static Bad invalid(String name, String reason, UnaryOperator<EpochManifest> spoiled) {
    return new Bad(name, "INVALID", reason, spoiled);
  }

  private static Bad corrupt(String name, String reason, UnaryOperator<EpochManifest> spoiled) {
    return new Bad(name, "CHUNK_CORRUPT", reason, spoiled);
  }

  private static UnaryOperator<EpochManifest> with(UnaryOperator<EpochManifest.Builder> change) {
    return manifest -> change.apply(EpochManifest.newBuilder(manifest)).build();
  }

  private static UnaryOperator<EpochManifest> layer(
      int index, UnaryOperator<Layer.Builder> change) {
    return with(
        manifest ->
            manifest.setLayers(
                IntStream.range(0, manifest.getLayers().size())
                    .mapToObj(
                        i -> {
                          Layer layer = manifest.getLayers().get(i);
                          return i == index ? change.apply(Layer.newBuilder(layer)).build() : layer;
                        })
                    .toList()));
  }

  private static UnaryOperator<EpochManifest> chunk(UnaryOperator<ChunkReference.Builder> change) {
    return layer(
        0,
        layer -> {
          var chunk = ChunkReference.newBuilder(layer.getChunks().getFirst());
          return layer.setChunks(List.of(change.apply(chunk).build()));
        });
  }
}
