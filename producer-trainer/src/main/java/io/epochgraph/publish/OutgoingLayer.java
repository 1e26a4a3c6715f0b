package io.epochgraph.publish;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.Layer;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A layer as it waits to be sent: what the manifest says of it, and its rows, as often as asked.
 */
record OutgoingLayer(Layer description, Supplier<Stream<RowChunk>> chunks) {

  /** Holds a copy of the rows. */
  static OutgoingLayer copied(PublishedLayer layer) {
    List<RowChunk> copies = RowChunk.of(layer).toList();
    return new OutgoingLayer(describe(layer), copies::stream);
  }

  /** Reads the rows where they stand when they are sent. */
  static OutgoingLayer inPlace(PublishedLayer layer) {
    return new OutgoingLayer(describe(layer), () -> RowChunk.of(layer));
  }

  private static Layer describe(PublishedLayer layer) {
    LayerSpec spec = layer.spec();
    Window window = spec.window();
    return new Layer(
        spec.name(),
        spec.kind().label(),
        Arrays.stream(spec.weightShape()).boxed().toList(),
        window.kernel(),
        window.stride(),
        window.padding(),
        window.dilation(),
        spec.groups(),
        layer.dtype() == null ? "" : layer.dtype().name(),
        List.of(),
        window.outputPadding(),
        spec.predecessors(),
        spec.addsTo().orElse(null),
        spec.shortcut());
  }

  Layer sentAs(List<ChunkReference> references) {
    return Layer.newBuilder(description).setChunks(references).build();
  }
}
