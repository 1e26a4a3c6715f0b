package io.epochgraph.graphstream;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.Layer;
import io.epochgraph.math.DType;
import io.epochgraph.math.LayerKind;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import io.epochgraph.math.Window;
import io.epochgraph.schemas.RunId;
import io.epochgraph.stage.DescriptorCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of a manifest that need no weights. */
final class ManifestCheck {

  static final int MAX_LAYERS = 5_000;
  private static final int MAX_PREDECESSORS = 1_000;
  private static final int MAX_CHUNK_BYTES = 16 << 20;

  private ManifestCheck() {}

  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  /**
   * The network that the manifest's layers are.
   *
   * @param sentAt the timestamp of the manifest's record
   * @throws RefusedException with code {@code INVALID} and what would be right
   */
  static Network network(EpochManifest manifest, Instant sentAt) throws RefusedException {
    try {
      checkEpoch(manifest);
      checkTime(manifest.getTrainedAt(), sentAt);
      DescriptorCheck.check(manifest.getDescriptor());
      DescriptorCheck.check(manifest.getMetrics());
      manifest.getSkipped().forEach(skipped -> DescriptorCheck.check(skipped.getMetrics()));
      return network(manifest);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private static Network network(EpochManifest manifest) throws RefusedException {
    List<Layer> layers = manifest.getLayers();
    if (layers.isEmpty() || layers.size() > MAX_LAYERS) {
      throw invalid("%d layers: want 1 to %d".formatted(layers.size(), MAX_LAYERS));
    }
    var shapes = new ArrayList<LayerSpec>();
    for (Layer layer : layers) {
      checkNames(layer);
      LayerSpec shape = shape(layer);
      checkChunks(layer, shape);
      shapes.add(shape);
    }
    return Network.of(shapes);
  }

  private static void checkEpoch(EpochManifest manifest) throws RefusedException {
    if (manifest.getEpoch() < 0 || manifest.getAttempt() < 0) {
      throw invalid(
          "attempt %d, epoch %d: want both at least 0"
              .formatted(manifest.getAttempt(), manifest.getEpoch()));
    }
    EpochReference previous = manifest.getPrevious();
    if (previous != null
        && (previous.getEpoch() < 0
            || previous.getEpoch() >= manifest.getEpoch()
            || previous.getAttempt() < 0
            || previous.getAttempt() > manifest.getAttempt())) {
      throw invalid(
          "previous is attempt %d, epoch %d: want one before attempt %d, epoch %d"
              .formatted(
                  previous.getAttempt(),
                  previous.getEpoch(),
                  manifest.getAttempt(),
                  manifest.getEpoch()));
    }
  }

  /** Event time decides when runs are closed, and brokers take no timestamp from the future. */
  private static void checkTime(Instant trainedAt, Instant sentAt) throws RefusedException {
    if (trainedAt.isBefore(Instant.EPOCH) || trainedAt.isAfter(sentAt.plus(CLOCKS_DIFFER))) {
      throw invalid(
          "trainedAt %s: want a time after 1970 and no later than the record's own, %s"
              .formatted(trainedAt, sentAt));
    }
  }

  private static void checkNames(Layer layer) throws RefusedException {
    DescriptorCheck.checkName("layer name", layer.getName());
    if (layer.getPredecessors().size() > MAX_PREDECESSORS) {
      throw invalid(
          "layer '%s' has %d predecessors: want at most %d"
              .formatted(layer.getName(), layer.getPredecessors().size(), MAX_PREDECESSORS));
    }
    layer.getPredecessors().forEach(name -> DescriptorCheck.checkName("predecessor", name));
    if (layer.getAddsTo() != null) {
      DescriptorCheck.checkName("addsTo", layer.getAddsTo());
    }
  }

  private static LayerSpec shape(Layer layer) throws RefusedException {
    int[] weightShape = layer.getWeightShape().stream().mapToInt(Integer::intValue).toArray();
    return new LayerSpec(
        layer.getName(),
        kind(layer),
        weightShape,
        layer.getGroups(),
        new Window(
            layer.getKernel(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation(),
            layer.getOutputPadding()),
        layer.getPredecessors(),
        Optional.ofNullable(layer.getAddsTo()),
        layer.getShortcut());
  }

  private static LayerKind kind(Layer layer) throws RefusedException {
    Optional<LayerKind> kind = LayerKind.of(layer.getKind());
    if (kind.isEmpty()) {
      throw invalid(
          "layer '%s' is of kind %s: want one of %s"
              .formatted(layer.getName(), RunId.printable(layer.getKind()), LayerKind.labels()));
    }
    return kind.get();
  }

  private static void checkChunks(Layer layer, LayerSpec shape) throws RefusedException {
    if (!shape.kind().hasWeights()) {
      if (!layer.getChunks().isEmpty()) {
        throw invalid(
            "layer '%s' is of kind %s and has no weights"
                .formatted(layer.getName(), layer.getKind()));
      }
      return;
    }
    int width;
    try {
      width = DType.of(layer.getDtype()).bytes();
    } catch (IllegalArgumentException e) {
      throw invalid("layer '%s': %s".formatted(layer.getName(), e.getMessage()));
    }
    long rowBytes = (long) shape.rowLength() * width;
    int next = 0;
    for (ChunkReference chunk : layer.getChunks()) {
      if (chunk.getPartition() < 0 || chunk.getOffset() < 0) {
        throw invalid(
            "layer '%s': a chunk at partition %d, offset %d: want both at least 0"
                .formatted(layer.getName(), chunk.getPartition(), chunk.getOffset()));
      }
      if (chunk.getFirstRow() != next
          || chunk.getRows() < 1
          || chunk.getRows() > shape.rows() - next) {
        throw invalid(
            "layer '%s': a chunk of %d rows from row %d on: want rows from %d on, %d in all"
                .formatted(
                    layer.getName(), chunk.getRows(), chunk.getFirstRow(), next, shape.rows()));
      }
      if (chunk.getRows() * rowBytes > MAX_CHUNK_BYTES) {
        throw invalid(
            "layer '%s': a chunk of %d rows has %d bytes: want at most %d"
                .formatted(
                    layer.getName(), chunk.getRows(), chunk.getRows() * rowBytes, MAX_CHUNK_BYTES));
      }
      next += chunk.getRows();
    }
    if (next != shape.rows()) {
      throw invalid(
          "layer '%s': chunks for %d of %d rows: want all of them"
              .formatted(layer.getName(), next, shape.rows()));
    }
  }

  private static RefusedException invalid(String reason) {
    return new RefusedException("INVALID", reason);
  }
}
