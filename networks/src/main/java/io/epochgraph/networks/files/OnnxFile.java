package io.epochgraph.networks.files;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An ONNX model. It and the files of external data beside it are mapped into memory, so opening
 * costs the graph alone, and they must not be changed while the model is open. For the thread that
 * opened it.
 */
final class OnnxFile implements TensorFile {

  private final Arena arena;
  private final OnnxGraph graph;

  private OnnxFile(Arena arena, OnnxGraph graph) {
    this.arena = arena;
    this.graph = graph;
  }

  /**
   * Opens a model and reads its graph.
   *
   * @throws IllegalArgumentException if it is no ONNX model, or names external data that is not
   *     below its directory
   * @throws IOException if it, or external data, cannot be read
   */
  static OnnxFile open(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      var reader = new OnnxReader(new ExternalData(path, arena));
      return new OnnxFile(arena, reader.model(ExternalData.map(path, arena)));
    } catch (IllegalArgumentException | IOException e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public List<Tensor> tensors() {
    return List.copyOf(graph.initialisers().values());
  }

  /** The layers as the graph orders and joins them. */
  PlacedLayers layers(Optional<List<Integer>> input) {
    return OnnxTrace.layers(graph, input);
  }

  /** The input's shape without the batch; empty where the file leaves an extent open. */
  Optional<List<Integer>> inputShape() {
    List<Long> shape = OnnxTrace.inputShape(graph, Optional.empty());
    return shape.stream().anyMatch(extent -> extent < 1 || extent > Integer.MAX_VALUE)
        ? Optional.empty()
        : Optional.of(shape.stream().skip(1).map(Long::intValue).toList());
  }

  @Override
  public void close() {
    arena.close();
  }
}
