package io.epochgraph.publish;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.Layer;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Window;
import java.util.Arrays;
import java.util.List;

/** A layer as it waits to be sent: what the manifest says of it, and its rows. */
record LayerCopy(Layer description, List<RowChunk> chunks) {

  static LayerCopy of(PublishedLayer layer) {
    LayerSpec spec = layer.spec();
    Window window = spec.window();
    var description =
        new Layer(
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
    return new LayerCopy(description, RowChunk.of(layer));
  }

  Layer sentAs(List<ChunkReference> references) {
    return Layer.newBuilder(description).setChunks(references).build();
  }
}
