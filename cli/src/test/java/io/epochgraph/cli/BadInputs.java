package io.epochgraph.cli;

import static io.epochgraph.cli.BadInput.bytes;
import static io.epochgraph.cli.BadInput.epoch;
import static io.epochgraph.cli.BadInput.invalid;
import static io.epochgraph.cli.BadInput.keyed;
import static io.epochgraph.cli.BadInput.layer;
import static io.epochgraph.cli.BadInput.on;
import static io.epochgraph.cli.BadInput.run;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Sha256;
import io.epochgraph.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All kinds of records that no stage can use. */
final class BadInputs {

  private static final int UNKNOWN_SCHEMA = 999_999;
  private static final int WIDE = 60_000;

  private BadInputs() {}

  /** Bytes that are no manifest, and keys that are not the run. */
  static List<BadInput> noManifests() {
    return List.of(
        bytes("Text, not Avro", "NOT_AVRO", "…bytes without a schema id", _ -> text("no Avro")),
        bytes("No bytes", "NOT_AVRO", "0 bytes without a schema id", _ -> new byte[0]),
        bytes("No value", "NO_VALUE", "the record has no value: want a EpochManifest", _ -> null),
        bytes(
            "A schema id that the registry does not know",
            "UNKNOWN_SCHEMA",
            "the registry knows no schema 999999",
            _ -> ByteBuffer.allocate(20).put((byte) 0).putInt(UNKNOWN_SCHEMA).array()),
        bytes(
            "The id of a JSON schema",
            "WRONG_TYPE",
            "schema … is no Avro schema: want a EpochManifest",
            material ->
                ByteBuffer.allocate(20).put((byte) 0).putInt(material.jsonSchema()).array()),
        bytes(
            "A record of another topic",
            "WRONG_TYPE",
            "schema … is of \"io.epochgraph.contract.Run\": want a EpochManifest",
            material -> material.bytes(material.topics().runs(), material.run())),
        bytes(
            "A manifest that is cut short",
            "NOT_AVRO",
            "60 bytes are no Avro of schema …",
            material -> Arrays.copyOf(material.manifestBytes(), 60)),
        bytes(
            "A manifest with bytes behind it",
            "NOT_AVRO",
            "…: they go on behind the record's end",
            material ->
                Arrays.copyOf(material.manifestBytes(), material.manifestBytes().length + 1)),
        bytes(
            "A run id said to be of a gigabyte",
            "NOT_AVRO",
            "…bytes are no Avro of schema …: String length 1073741823 exceeds maximum allowed",
            material ->
                ByteBuffer.allocate(10)
                    .put(material.manifestBytes(), 0, 5)
                    .put(new byte[] {-2, -1, -1, -1, 7})
                    .array()),
        keyed(
            "No key", "WRONG_KEY", "key null: want the run, bad", null, BadMaterial::manifestBytes),
        keyed(
            "The key of another run",
            "WRONG_KEY",
            "key \"other\": want the run, bad",
            "other",
            BadMaterial::manifestBytes),
        keyed(
            "A run id that is none",
            "INVALID",
            "run id \"<b>/·[2J\": want 1 to 200 of [A-Za-z0-9._-]",
            "<b>/\u001b[2J",
            material -> {
              var manifest = material.manifest();
              manifest.setRun("<b>/\u001b[2J");
              return material.bytes(material.topics().epochs(), manifest);
            }));
  }

  /** Manifests that cannot be. */
  static List<BadInput> manifests() {
    return List.of(
        invalid(
            "A negative epoch", "attempt 0, epoch -3: want both at least 0", it -> it.setEpoch(-3)),
        invalid("A negative attempt", "attempt -1, epoch 1: want both", it -> it.setAttempt(-1)),
        invalid(
            "A predecessor in the future",
            "previous is attempt 0, epoch 7: want one before attempt 0, epoch 1",
            it -> it.setPrevious(new EpochReference(0, 7))),
        invalid(
            "An epoch trained before 1970",
            "trainedAt 1969-…: want a time after 1970",
            it -> it.setTrainedAt(Instant.ofEpochMilli(-1))),
        invalid(
            "An epoch trained in the future",
            "trainedAt 9999-…no later than the record's own",
            it -> it.setTrainedAt(Instant.parse("9999-01-01T00:00:00Z"))),
        invalid("No layers", "0 layers: want 1 to 5000", it -> it.setLayers(List.of())),
        invalid(
            "10,000 layers",
            "10000 layers: want 1 to 5000",
            it -> it.setLayers(Collections.nCopies(10_000, it.getLayers().get(2)))),
        layer(
            "Two layers of one name",
            "INVALID",
            "two layers are named 'fc'",
            it -> it.setName("fc")),
        layer(
            "A layer's name of a megabyte",
            "INVALID",
            "layer name \"nnn…\": want 1 to 200 characters",
            it -> it.setName("n".repeat(1_000_000))),
        layer(
            "A layer's name with control characters and markup",
            "INVALID",
            "layer name \"<script>·[31m·\": want 1 to 200 characters, none of them control",
            it -> it.setName("<script>\u001b[31m\u202e")),
        invalid(
            "A network's name with a line break",
            "network \"le·net\": want 1 to 200 characters",
            it -> it.getDescriptor().setNetwork("le\nnet")),
        invalid(
            "A thousand other hyperparameters",
            "1000 other hyperparameters: want at most 100",
            it -> it.getDescriptor().getHyperparameters().setOthers(thousand())),
        layer(
            "A kind of layer that is unknown",
            "INVALID",
            "layer 'conv1' is of kind \"attention\": want one of",
            it -> it.setKind("attention")),
        layer(
            "A dtype that is unknown",
            "INVALID",
            "layer 'conv1': dtype 'F64' is unknown",
            it -> it.setDtype("F64")),
        layer(
            "A shape whose product overflows",
            "INVALID",
            "…more weights than can be counted",
            it -> it.setWeightShape(List.of(4, 1 << 20, 1 << 20, 1 << 20))),
        layer(
            "A negative shape",
            "INVALID",
            "…positive",
            it -> it.setWeightShape(List.of(4, -2, 3, 3))),
        layer(
            "A chunk said to be of gigabytes",
            "INVALID",
            "layer 'conv1': a chunk of 4 rows has … bytes: want at most 16777216",
            it -> it.setWeightShape(List.of(4, Integer.MAX_VALUE / 9, 3, 3))),
        epoch(
            "A graph that no instance takes",
            "TOO_LARGE",
            "… MB of heap for its graphs: this instance takes …",
            BadMaterial::manifest,
            it -> it.setLayers(List.of(widened(it.getLayers().getFirst())))),
        invalid(
            "A predecessor that is nobody",
            "…'ghost'…but no layer of that name stands before it",
            it -> it.getLayers().get(1).setPredecessors(List.of("ghost"))),
        invalid(
            "A sum with nobody",
            "…'ghost'…but no layer of that name stands before it",
            it -> it.getLayers().get(1).setAddsTo("ghost")),
        invalid(
            "An accuracy that is NaN",
            "validation accuracy NaN: want a fraction from 0 to 1",
            it -> it.getMetrics().setValidationAccuracy(Double.NaN)),
        invalid(
            "A learning rate without end",
            "learning rate Infinity: want a finite number, 0 or more",
            it -> it.getMetrics().setLearningRate(Double.POSITIVE_INFINITY)));
  }

  /** Chunks that are not what the manifest says, and epochs whose turn it is not. */
  static List<BadInput> chunks() {
    return List.of(
        layer(
            "No chunks",
            "INVALID",
            "layer 'conv1': chunks for 0 of 4 rows",
            it -> it.setChunks(List.of())),
        layer(
            "A chunk that is not there",
            "CHUNK_CORRUPT",
            "…offset 123456789 holds no record: the log ends at …",
            it -> first(it).setOffset(123_456_789)),
        layer(
            "A chunk in a partition that is not there",
            "CHUNK_CORRUPT",
            "partition 99 does not exist: … has 2",
            it -> first(it).setPartition(99)),
        layer(
            "A checksum that is wrong",
            "CHUNK_CORRUPT",
            "…its bytes do not have the digest that the manifest names",
            it -> first(it).setDigest(new Sha256(new byte[32]))),
        layer(
            "A shape that does not match its bytes",
            "CHUNK_CORRUPT",
            "…layer 'conv1' has 288 bytes in 4 rows of 27 F32: want 432",
            it -> it.setWeightShape(List.of(4, 3, 3, 3))),
        layer(
            "A dtype that does not match the bytes",
            "CHUNK_CORRUPT",
            "…has 288 bytes in 4 rows of 18 F16: want 144",
            it -> it.setDtype("F16")),
        epoch(
            "Chunks of another run",
            "CHUNK_CORRUPT",
            "…it is of run expired-not, attempt 0, epoch 1, layer 0, chunk 0: want bad, 0, 1, 0, 0",
            BadMaterial::manifestToForeignChunks,
            _ -> {}),
        epoch(
            "Chunks that have expired",
            "CHUNK_EXPIRED",
            "…has expired: the log begins at …",
            BadMaterial::expired,
            _ -> {}),
        epoch(
            "The same attempt and epoch with other contents",
            "CONFLICT",
            "attempt 0, epoch 0 came before with other weights, layers or metrics: want a higher",
            BadMaterial::conflicting,
            _ -> {}),
        epoch(
            "An epoch of an attempt before the last",
            "SUPERSEDED",
            "attempt 0: the run is at attempt 3",
            BadMaterial::superseded,
            _ -> {}),
        epoch(
            "An epoch of a run that was silent for 40 days",
            "RUN_CLOSED",
            "run closed: last heard of …, 40 days of stream time before …; want another run id",
            BadMaterial::closed,
            _ -> {}));
  }

  /** What comes on the other topics. */
  static List<BadInput> others() {
    return List.of(
        run(
            "A run whose best accuracy is NaN",
            "best validation accuracy NaN: want a fraction from 0 to 1",
            it -> it.setBestValidationAccuracy(Double.NaN)),
        run(
            "A run with control characters in its sweep",
            "sweep \"a·b\": want 1 to 200 characters",
            it -> it.getDescriptor().setSweep("a\u0007b")),
        run(
            "A run that changed in the future",
            "changedAt …: want a time after 1970 and no later than the record's own",
            it -> it.setChangedAt(Instant.now().plus(Duration.ofDays(2)))),
        on(
            Topics::runs,
            "predictor-stream",
            "Text among the runs",
            "NOT_AVRO",
            "…bytes without a schema id",
            _ -> text("no run at all")),
        on(
            Topics::graphStatistics,
            "signature-stream",
            "A manifest among the statistics",
            "WRONG_TYPE",
            "…\"io.epochgraph.contract.EpochManifest\": want a GraphStatistics",
            BadMaterial::manifestBytes),
        on(
            Topics::graphStatistics,
            "signature-stream",
            "Statistics that come before themselves",
            "INVALID",
            "attempt 0, epoch 0 of …: want both at least 0, the latter before the former",
            material -> {
              GraphStatistics statistics = material.statistics();
              statistics.setPrevious(new EpochReference(0, 0));
              return material.bytes(material.topics().graphStatistics(), statistics);
            }),
        on(
            Topics::signatures,
            "predictor-stream",
            "Text among the signatures",
            "NOT_AVRO",
            "…bytes without a schema id",
            _ -> text("no signature")));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ChunkReference first(Layer layer) {
    return layer.getChunks().getFirst();
  }

  private static Map<String, String> thousand() {
    return IntStream.range(0, 1_000)
        .boxed()
        .collect(Collectors.toMap(i -> "setting-" + i, i -> "value"));
  }

  /** Thousands of millions of edges, with chunks of the size that is allowed. */
  private static Layer widened(Layer layer) {
    var chunks = new ArrayList<ChunkReference>();
    int most = (16 << 20) / (WIDE * Float.BYTES);
    for (int row = 0; row < WIDE; row += most) {
      chunks.add(
          ChunkReference.newBuilder(first(layer))
              .setFirstRow(row)
              .setRows(Math.min(most, WIDE - row))
              .build());
    }
    layer.setWeightShape(List.of(WIDE, WIDE, 1, 1));
    layer.setChunks(chunks);
    return layer;
  }
}
