package io.epochgraph.graphstream;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.Layer;
import io.epochgraph.math.DType;
import io.epochgraph.math.LayerKind;
import io.epochgraph.math.LayerShape;
import io.epochgraph.schemas.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules of a manifest that need no weights. */
final class ManifestCheck {

  static final int MAX_LAYERS = 5_000;
  private static final int MAX_NAME = 200;
  private static final int MAX_CHUNK_BYTES = 16 << 20;

  private ManifestCheck() {}

  /**
   * The shapes of the manifest's layers.
   *
   * @throws RefusedException with code {@code INVALID} and what would be right
   */
  static List<LayerShape> shapes(EpochManifest manifest) throws RefusedException {
    checkEpoch(manifest);
    checkAccuracy(manifest.getMetrics().getValidationAccuracy());
    checkName("network", manifest.getDescriptor().getNetwork());
    checkName("dataset", manifest.getDescriptor().getDataset());
    List<Layer> layers = manifest.getLayers();
    if (layers.isEmpty() || layers.size() > MAX_LAYERS) {
      throw invalid("%d layers: want 1 to %d".formatted(layers.size(), MAX_LAYERS));
    }
    var shapes = new ArrayList<LayerShape>();
    for (Layer layer : layers) {
      checkName("layer name", layer.getName());
      LayerShape shape = shape(layer);
      checkChunks(layer, shape);
      shapes.add(shape);
    }
    return shapes;
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

  private static LayerShape shape(Layer layer) throws RefusedException {
    try {
      int[] weightShape = layer.getWeightShape().stream().mapToInt(Integer::intValue).toArray();
      return new LayerShape(layer.getName(), kind(layer), weightShape, layer.getGroups());
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private static LayerKind kind(Layer layer) throws RefusedException {
    Optional<LayerKind> kind =
        List.of(LayerKind.values()).stream()
            .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(layer.getKind()))
            .findFirst();
    if (kind.isEmpty()) {
      throw invalid(
          "layer '%s' is of kind %s: want convolution, linear or pooling"
              .formatted(layer.getName(), RunId.printable(layer.getKind())));
    }
    return kind.get();
  }

  private static void checkChunks(Layer layer, LayerShape shape) throws RefusedException {
    if (shape.kind() == LayerKind.POOLING) {
      if (!layer.getChunks().isEmpty()) {
        throw invalid("layer '%s' is pooling and has no weights".formatted(layer.getName()));
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
