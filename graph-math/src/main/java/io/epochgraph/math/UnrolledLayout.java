package io.epochgraph.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Nodes, blocks and room for the weights of an unrolled graph. */
final class UnrolledLayout {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final Network network;
  private final Positions positions;
  private final List<NodeLayer> layers = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final int[] nodeLayer; // (layers), of those with nodes of their own
  private final KernelWeights[] weights; // (layers), null where not wanted
  private long printedBesides;

  private UnrolledLayout(Network network, Positions positions) {
    this.network = network;
    this.positions = positions;
    this.nodeLayer = new int[network.layers().size()];
    this.weights = new KernelWeights[network.layers().size()];
  }

  static UnrolledLayout of(Network network, Shortcuts shortcuts, Positions positions) {
    var layout = new UnrolledLayout(network, positions);
    layout.layers.add(new NodeLayer(Network.INPUT, 0, positions.nodes(Network.INPUT_INDEX)));
    for (int layer = 0; layer < layout.nodeLayer.length; layer++) {
      if (shortcuts.has(network.layers().get(layer))) {
        layout.checkSize(layer);
        layout.append(layer);
      }
    }
    return layout;
  }

  List<NodeLayer> layers() {
    return layers;
  }

  List<Block> blocks() {
    return blocks;
  }

  /** The room for a layer's weights; null where the graph wants none. */
  KernelWeights weights(int layer) {
    return weights[layer];
  }

  long edgesAsPrinted() {
    return printedBesides + blocks.stream().mapToLong(Block::edges).sum();
  }

  private void append(int layer) {
    LayerSpec spec = network.layers().get(layer);
    int target = network.sum(layer);
    if (target == layer) {
      nodeLayer[layer] = layers.size();
      layers.add(new NodeLayer(spec.name(), layers.getLast().end(), positions.nodes(layer)));
    }
    boolean flattens = positions.flattens(layer);
    int from = 0;
    Sliding window = window(layer);
    if (spec.kind().hasWeights()) {
      weights[layer] =
          new KernelWeights(
              spec.rows(), spec.rowLength() / spec.kernelSize(), spec.groups(), spec.kernelSize());
    }
    for (int before : network.predecessors(layer)) {
      int channels = network.channels(before) * (flattens ? positions.count(before) : 1);
      int source = before == Network.INPUT_INDEX ? 0 : nodeLayer[before];
      var taken = new ChannelRange(source, from, channels);
      var given = new ChannelRange(nodeLayer[target], 0, spec.outputs());
      blocks.add(
          switch (spec.kind()) {
            case CONVOLUTION, LINEAR -> sliding(layer, given, taken, window);
            case TRANSPOSED_CONVOLUTION -> sliding(layer, taken, given, window);
            case POOLING -> new PoolingBlock(nodeLayer[target], from, source, channels, window);
            case IDENTITY ->
                new IdentityBlock(
                    nodeLayer[target],
                    source,
                    from * positions.count(layer),
                    positions.nodes(before));
          });
      from += channels;
    }
  }

  private Block sliding(int layer, ChannelRange rows, ChannelRange columns, Sliding window) {
    LayerKind kind = network.layers().get(layer).kind();
    boolean transposed = kind == LayerKind.TRANSPOSED_CONVOLUTION;
    var block = new SlidingBlock(rows, columns, weights[layer], window, Part.ALL, transposed);
    if (kind == LayerKind.CONVOLUTION) {
      printedBesides += block.channelPairs() * window.paddedApartFromFirst();
    }
    return block;
  }

  private Sliding window(int layer) {
    LayerSpec spec = network.layers().get(layer);
    int[] before = positions.fields(layer);
    int[] after = positions.spatial(layer);
    int[] shape = spec.weightShape();
    return switch (spec.kind()) {
      case CONVOLUTION -> Sliding.of(spec.window(), kernel(shape), after, before);
      case TRANSPOSED_CONVOLUTION -> Sliding.of(spec.window(), kernel(shape), before, after);
      case POOLING -> {
        int[] kernel = spec.window().kernel().stream().mapToInt(Integer::intValue).toArray();
        yield kernel.length == 0
            ? Sliding.global(before)
            : Sliding.of(spec.window(), kernel, after, before);
      }
      case LINEAR ->
          positions.flattens(layer) ? Sliding.POINT : Sliding.pointwise(positions.count(layer));
      case IDENTITY -> Sliding.POINT;
    };
  }

  private static int[] kernel(int[] weightShape) {
    return Arrays.copyOfRange(weightShape, 2, weightShape.length);
  }

  private void checkSize(int layer) {
    LayerSpec spec = network.layers().get(layer);
    long nodes = (long) layers.getLast().end() + positions.nodes(layer);
    if (spec.weights() > LARGEST_ARRAY || nodes > LARGEST_ARRAY) {
      throw new IllegalArgumentException(
          "layer '%s' brings %d weights and the graph to %d nodes; at most %d of each are possible"
              .formatted(spec.name(), spec.weights(), nodes, LARGEST_ARRAY));
    }
  }
}
