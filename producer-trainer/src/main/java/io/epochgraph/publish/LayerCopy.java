package io.epochgraph.publish;

import io.epochgraph.contract.ChunkReference;
import io.epochgraph.contract.Layer;
import java.util.Arrays;
import java.util.List;

/** A layer as it waits to be sent: what the manifest says of it, and its rows. */
record LayerCopy(Layer description, List<RowChunk> chunks) {

  static LayerCopy of(PublishedLayer layer) {
    LayerWindow window = layer.window();
    var description =
        new Layer(
            layer.shape().name(),
            layer.kind(),
            Arrays.stream(layer.shape().weightShape()).boxed().toList(),
            window.kernel(),
            window.stride(),
            window.padding(),
            window.dilation(),
            layer.shape().groups(),
            layer.dtype() == null ? "" : layer.dtype().name(),
            List.of());
    return new LayerCopy(description, RowChunk.of(layer));
  }

  Layer sentAs(List<ChunkReference> references) {
    return Layer.newBuilder(description).setChunks(references).build();
  }
}
