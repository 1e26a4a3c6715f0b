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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of a manifest that need no weights. */
final class ManifestCheck {

  static final int MAX_LAYERS = 5_000;
  private static final int MAX_NAME = 200;
  private static final int MAX_CHUNK_BYTES = 16 << 20;

  private ManifestCheck() {}

  /**
   * The network that the manifest's layers are.
   *
   * @throws RefusedException with code {@code INVALID} and what would be right
   */
  static Network network(EpochManifest manifest) throws RefusedException {
    checkEpoch(manifest);
    checkAccuracy(manifest.getMetrics().getValidationAccuracy());
    checkName("network", manifest.getDescriptor().getNetwork());
    checkName("dataset", manifest.getDescriptor().getDataset());
    List<Layer> layers = manifest.getLayers();
    if (layers.isEmpty() || layers.size() > MAX_LAYERS) {
      throw invalid("%d layers: want 1 to %d".formatted(layers.size(), MAX_LAYERS));
    }
    var shapes = new ArrayList<LayerSpec>();
    for (Layer layer : layers) {
      checkName("layer name", layer.getName());
      LayerSpec shape = shape(layer);
      checkChunks(layer, shape);
      shapes.add(shape);
    }
    try {
      return Network.of(shapes);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private static void checkEpoch(EpochManifest manifest) throws RefusedException {
    if (manifest.getEpoch() < 0 || manifest.getAttempt() < 0) {
      throw invalid(
          "attempt %d, epoch %d: want both at least 0"
              .formatted(manifest.getAttempt(), manifest.getEpoch()));
    }
    if (manifest.getTrainedAt().toEpochMilli() < 0) {
      throw invalid("trainedAt %s: want a time after 1970".formatted(manifest.getTrainedAt()));
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

  private static void checkAccuracy(Double accuracy) throws RefusedException {
    if (accuracy != null && (accuracy < 0 || accuracy > 1)) {
      throw invalid("validation accuracy %s: want a fraction from 0 to 1".formatted(accuracy));
    }
  }

  private static void checkName(String what, String name) throws RefusedException {
    boolean good =
        !name.isBlank()
            && name.length() <= MAX_NAME
            && name.chars().noneMatch(Character::isISOControl);
    if (!good) {
      throw invalid(
          "%s %s: want 1 to %d characters, none of them control characters"
              .formatted(what, RunId.printable(name), MAX_NAME));
    }
  }

  private static LayerSpec shape(Layer layer) throws RefusedException {
    try {
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
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private static LayerKind kind(Layer layer) throws RefusedException {
    Optional<LayerKind> kind =
        List.of(LayerKind.values()).stream()
            .filter(known -> name(known).equals(layer.getKind()))
            .findFirst();
    if (kind.isEmpty()) {
      throw invalid(
          "layer '%s' is of kind %s: want one of %s"
              .formatted(
                  layer.getName(),
                  RunId.printable(layer.getKind()),
                  Stream.of(LayerKind.values()).map(ManifestCheck::name).toList()));
    }
    return kind.get();
  }

  private static String name(LayerKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
