package io.epochgraph.cli;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Sha256;
import io.epochgraph.contract.WeightsChunk;
import io.epochgraph.math.LayerKind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes a run's records by hand, so that they can be what no publisher lets through. */
record Forgery(Pipeline pipeline, MadeRun run) {

  /** Writes an epoch, its manifest changed at will. */
  RecordMetadata send(int epoch, Consumer<EpochManifest> change) throws Exception {
    EpochManifest manifest = manifest(epoch, run.layers(epoch));
    change.accept(manifest);
    return send(manifest);
  }

  /** Writes an epoch as it should be. */
  RecordMetadata send(int epoch) throws Exception {
    return send(epoch, _ -> {});
  }

  RecordMetadata send(EpochManifest manifest) throws Exception {
    return pipeline.records().write(pipeline.topics().epochs(), run.run(), manifest);
  }

  EpochManifest manifest(int epoch, List<MadeLayer> weights) throws Exception {
    return manifest(0, epoch, weights);
  }

  /** Writes the chunks, one a layer; returns the manifest to them, which is still to be sent. */
  EpochManifest manifest(int attempt, int epoch, List<MadeLayer> weights) throws Exception {
    var layers = new ArrayList<Layer>();
    for (int i = 0; i < weights.size(); i++) {
      layers.add(layer(attempt, epoch, i, weights.get(i)));
    }
    return EpochManifest.newBuilder()
        .setRun(run.run())
        .setAttempt(attempt)
        .setEpoch(epoch)
        .setPrevious(epoch == 0 ? null : new EpochReference(attempt, epoch - 1))
        .setDescriptor(run.descriptor())
        .setInputShape(List.of(2, 12, 12))
        .setLayers(layers)
        .setMetrics(run.metrics(epoch))
        .setTrainedAt(run.trainedAt(epoch))
        .build();
  }

  private Layer layer(int attempt, int epoch, int index, MadeLayer made) throws Exception {
    boolean pooling = made.kind() == LayerKind.POOLING;
    Layer.Builder layer =
        Layer.newBuilder()
            .setName(made.name())
            .setKind(made.kind().name().toLowerCase(Locale.ROOT))
            .setGroups(made.groups());
    if (pooling) {
      return layer.setKernel(List.of(2, 2)).build();
    }
    ByteBuffer data = made.bytes(run.dtype());
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(data.duplicate());
    RecordMetadata at =
        pipeline
            .records()
            .write(
                pipeline.topics().weights(),
                run.run(),
                new WeightsChunk(run.run(), attempt, epoch, index, 0, data));
    var chunk =
        new ChunkReference(
            at.partition(), at.offset(), 0, made.shape()[0], new Sha256(sha256.digest()));
    return layer
        .setWeightShape(Arrays.stream(made.shape()).boxed().toList())
        .setDtype(run.dtype().name())
        .setChunks(List.of(chunk))
        .build();
  }
}
