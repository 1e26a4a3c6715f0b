package io.epochgraph.cli;

import io.epochgraph.cli.MadeRun.Network;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.math.DType;
import io.epochgraph.schemas.RecordSerializer;
import io.epochgraph.schemas.Topic;
import io.epochgraph.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** Good records, with chunks behind them, to be spoiled: each call gives a copy of its own. */
final class BadMaterial implements AutoCloseable {

  /** The run whose epoch 1 is spoiled; nothing of it is ever accepted. */
  static final String RUN = "bad";

  private static final Duration SILENT = Duration.ofDays(40);
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  private final Pipeline pipeline;
  private final RecordSerializer<SpecificRecord> serializer;
  private final EpochManifest expired;
  private final EpochManifest manifest;
  private final EpochManifest foreign;
  private final EpochManifest conflicting;
  private final EpochManifest superseded;
  private final EpochManifest closed;
  private final byte[] manifestBytes;
  private final int jsonSchema;

  /** Writes the chunks, and the epochs that others are to conflict with. */
  BadMaterial(Pipeline pipeline) throws Exception {
    this.pipeline = pipeline;
    this.serializer = new RecordSerializer<>(pipeline.cluster());
    this.expired = of("expired", 0);
    expire();
    this.manifest = of(RUN, 1);
    this.foreign = of("expired-not", 1);
    this.jsonSchema = registerJson();
    this.manifestBytes = bytes(topics().epochs(), manifest);

    // first, while it is long ago for the whole partition
    this.closed = of("closed", 1);
    EpochManifest longAgo = of("closed", 0);
    longAgo.setTrainedAt(closed.getTrainedAt().minus(SILENT));
    send(longAgo);

    this.conflicting = of("conflicted", 0);
    send(conflicting);
    conflicting.setMetrics(Metrics.newBuilder(conflicting.getMetrics()).setSeconds(7.5).build());

    this.superseded = of("resumed", 1);
    EpochManifest resumed = of("resumed", 3, 0);
    send(resumed);
  }

  /** How many epochs were sent that are good. */
  static int accepted() {
    return 3;
  }

  Topics topics() {
    return pipeline.topics();
  }

  byte[] bytes(Topic<?> topic, SpecificRecord value) {
    return serializer.serialize(topic.name(), value);
  }

  int jsonSchema() {
    return jsonSchema;
  }

  byte[] manifestBytes() {
    return manifestBytes;
  }

  EpochManifest manifest() {
    return EpochManifest.newBuilder(manifest).build();
  }

  /** Names the chunks of another run. */
  EpochManifest manifestToForeignChunks() {
    EpochManifest copy = manifest();
    for (int i = 0; i < copy.getLayers().size(); i++) {
      Layer other = foreign.getLayers().get(i);
      copy.getLayers().get(i).setChunks(Layer.newBuilder(other).build().getChunks());
    }
    return copy;
  }

  EpochManifest expired() {
    return EpochManifest.newBuilder(expired).build();
  }

  EpochManifest conflicting() {
    return EpochManifest.newBuilder(conflicting).build();
  }

  EpochManifest superseded() {
    return EpochManifest.newBuilder(superseded).build();
  }

  EpochManifest closed() {
    return EpochManifest.newBuilder(closed).build();
  }

  Run run() {
    return Run.newBuilder()
        .setRun(RUN)
        .setDescriptor(made(RUN).descriptor())
        .setStatus(RunStatus.COMPLETED)
        .setPlannedEpochs(3)
        .setLastEpoch(3)
        .setBestValidationAccuracy(0.5)
        .setFinalValidationAccuracy(0.5)
        .setChangedAt(made(RUN).trainedAt(3))
        .build();
  }

  GraphStatistics statistics() {
    return GraphStatistics.newBuilder()
        .setRun(RUN)
        .setAttempt(0)
        .setEpoch(0)
        .setDigest(manifest.getLayers().getFirst().getChunks().getFirst().getDigest())
        .setDescriptor(made(RUN).descriptor())
        .setNodes(0)
        .setEdges(0)
        .setDiverged(false)
        .setFeatures(List.of())
        .setMetrics(made(RUN).metrics(0))
        .setTrainedAt(made(RUN).trainedAt(0))
        .build();
  }

  private void send(EpochManifest good) throws Exception {
    pipeline.records().write(topics().epochs(), good.getRun(), good);
  }

  private EpochManifest of(String run, int epoch) throws Exception {
    return of(run, 0, epoch);
  }

  private EpochManifest of(String run, int attempt, int epoch) throws Exception {
    MadeRun made = made(run);
    return new Forgery(pipeline, made).manifest(attempt, epoch, made.layers(epoch));
  }

  private static MadeRun made(String run) {
    return new MadeRun(run, Network.TINY, DType.F32, 3, 0.5, run.hashCode());
  }

  /** Deletes all weights so far. */
  private void expire() throws Exception {
    try (Admin admin = Admin.create(pipeline.cluster().kafka())) {
      var latest = new HashMap<TopicPartition, OffsetSpec>();
      String weights = topics().weights().name();
      for (int partition = 0; partition < 2; partition++) {
        latest.put(new TopicPartition(weights, partition), OffsetSpec.latest());
      }
      var ends = new HashMap<TopicPartition, RecordsToDelete>();
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach((at, end) -> ends.put(at, RecordsToDelete.beforeOffset(end.offset())));
      admin.deleteRecords(ends).all().get();
    }
  }

  private int registerJson() throws Exception {
    String schema = "{'$schema':'http://json-schema.org/draft-07/schema#','type':'object'}";
    String body =
        "{\"schemaType\":\"JSON\",\"schema\":\"%s\"}".formatted(schema.replace("'", "\\\""));
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    pipeline.cluster().schemaRegistryUrl()
                        + "/subjects/"
                        + topics().prefix()
                        + "-json/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      Matcher id = ID.matcher(answer);
      if (!id.find()) {
        throw new IllegalStateException(answer);
      }
      return Integer.parseInt(id.group(1));
    }
  }

  @Override
  public void close() {
    serializer.close();
  }
}
