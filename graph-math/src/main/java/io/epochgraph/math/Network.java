package io.epochgraph.math;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network's layers and how they are joined, checked: every layer takes what those before it give.
 * Any directed graph of layers: chains, branches that are concatenated, residual sums.
 */
public final class Network {

  /** The name of the network's input among predecessors, and of its nodes. */
  public static final String INPUT = "input";

  /** The network's input among indices of layers. */
  static final int INPUT_INDEX = -1;

  private final List<LayerSpec> layers;
  private final List<List<Integer>> predecessors; // (layers)
  private final int[] sum; // (layers), the layer whose nodes this one's output has
  private final int inputChannels;

  private Network(
      List<LayerSpec> layers, List<List<Integer>> predecessors, int[] sum, int inputChannels) {
    this.layers = layers;
    this.predecessors = predecessors;
    this.sum = sum;
    this.inputChannels = inputChannels;
  }

  /**
   * Joins the layers.
   *
   * @param layers at least one with weights, each behind those whose outputs it takes or adds to
   * @throws IllegalArgumentException if names repeat, a layer names one that does not stand before
   *     it, does not take what its predecessors give, or no layer has weights; the message names it
   */
  public static Network of(List<LayerSpec> layers) {
    List<LayerSpec> all = List.copyOf(layers);
    if (all.stream().noneMatch(layer -> layer.kind().hasWeights())) {
      throw new IllegalArgumentException(
          "no convolution or linear layer among " + all + "; a graph needs one");
    }
    var wiring = new Wiring(all);
    var network =
        new Network(
            all,
            all.stream().map(wiring::join).toList(),
            wiring.sums.stream().mapToInt(Integer::intValue).toArray(),
            wiring.inputChannels(all));
    for (int layer = 0; layer < all.size(); layer++) {
      network.check(layer);
    }
    return network;
  }

  /** The layers, in the order in which data pass them. */
  public List<LayerSpec> layers() {
    return layers;
  }

  /** Channels of the input; units where a linear layer takes it. */
  public int inputChannels() {
    return inputChannels;
  }

  /** The layers whose outputs a layer takes, {@link #INPUT_INDEX} for the input. */
  List<Integer> predecessors(int layer) {
    return predecessors.get(layer);
  }

  /** The layer whose nodes are those of this layer's output: itself, unless it adds to another. */
  int sum(int layer) {
    return sum[layer];
  }

  /** Channels or units of a layer's output. */
  int channels(int layer) {
    if (layer == INPUT_INDEX) {
      return inputChannels;
    }
    LayerSpec spec = layers.get(layer);
    return spec.kind().hasWeights() ? spec.outputs() : inputChannels(layer);
  }

  /** Channels or units of all that a layer takes. */
  int inputChannels(int layer) {
    return predecessors.get(layer).stream().mapToInt(this::channels).sum();
  }

  /**
   * The layers with nodes in the rolled graph, and {@link #INPUT_INDEX}, whose channels a layer
   * takes, in their order: poolings are passed through.
   */
  List<Integer> carriers(int layer) {
    return predecessors.get(layer).stream()
        .flatMap(
            before ->
                before != INPUT_INDEX && layers.get(before).kind() == LayerKind.POOLING
                    ? carriers(before).stream()
                    : Stream.of(before))
        .toList();
  }

  private void check(int layer) {
    LayerSpec spec = layers.get(layer);
    int given = inputChannels(layer);
    boolean fits =
        switch (spec.kind()) {
          case CONVOLUTION, TRANSPOSED_CONVOLUTION -> spec.inputs() == given;
          case LINEAR -> spec.inputs() == given || (flattens(layer) && spec.inputs() % given == 0);
          case POOLING, IDENTITY -> true;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "layer '%s' takes %d inputs, but %s before it gives %d; expected %s"
              .formatted(
                  spec.name(),
                  spec.inputs(),
                  predecessors.get(layer).stream().map(this::quoted).collect(Collectors.joining()),
                  given,
                  flattens(layer) ? "a multiple" : "as many"));
    }
    if (sum[layer] != layer && channels(sum[layer]) != channels(layer)) {
      throw new IllegalArgumentException(
          "layer '%s' gives %d channels, but layer '%s', to which it adds, %d; expected as many"
              .formatted(
                  spec.name(),
                  channels(layer),
                  layers.get(sum[layer]).name(),
                  channels(sum[layer])));
    }
  }

  /** Whether what a layer takes can have several positions for each channel. */
  private boolean flattens(int layer) {
    return layers.get(layer).kind() == LayerKind.LINEAR
        && carriers(layer).stream()
            .anyMatch(
                carrier ->
                    carrier == INPUT_INDEX || layers.get(carrier).kind() != LayerKind.LINEAR);
  }

  private String quoted(int layer) {
    return layer == INPUT_INDEX ? "the input" : "layer '%s'".formatted(layers.get(layer).name());
  }

  /** Resolves names, in order. */
  private static final class Wiring {
    private final Map<String, Integer> indices = new HashMap<>();
    private final List<LayerSpec> layers;
    private final List<List<Integer>> joined = new ArrayList<>();
    private final List<Integer> sums = new ArrayList<>();
    private int last = INPUT_INDEX;

    Wiring(List<LayerSpec> layers) {
      this.layers = layers;
      indices.put(INPUT, INPUT_INDEX);
    }

    List<Integer> join(LayerSpec spec) {
      int index = joined.size();
      List<Integer> before =
          spec.predecessors().isEmpty()
              ? List.of(last)
              : spec.predecessors().stream().map(name -> predecessor(spec, name)).toList();
      int sum = spec.addsTo().map(name -> sum(spec, name)).orElse(index);
      if (indices.putIfAbsent(spec.name(), index) != null) {
        throw new IllegalArgumentException(
            spec.name().equals(INPUT)
                ? "a layer is named '%s', which is the network's input".formatted(INPUT)
                : "two layers are named '%s'; names must differ".formatted(spec.name()));
      }
      joined.add(before);
      sums.add(sum);
      if (sum == index && !spec.shortcut()) {
        last = index;
      }
      return before;
    }

    private int predecessor(LayerSpec spec, String name) {
      int index = known(spec, name, "takes what");
      if (index != INPUT_INDEX && sums.get(index) != index) {
        throw new IllegalArgumentException(
            "layer '%s' takes what '%s' gives, which is added to '%s'; name that one"
                .formatted(spec.name(), name, layers.get(sums.get(index)).name()));
      }
      if (index != INPUT_INDEX && layers.get(index).shortcut() && !spec.shortcut()) {
        throw new IllegalArgumentException(
            "layer '%s' takes what '%s' gives, which is part of a shortcut; it is then itself part of one"
                .formatted(spec.name(), name));
      }
      return index;
    }

    private int sum(LayerSpec spec, String name) {
      int index = known(spec, name, "adds to what");
      if (index == INPUT_INDEX || !layers.get(index).kind().hasWeights()) {
        throw new IllegalArgumentException(
            "layer '%s' adds to '%s', which has no weights; name a convolution or linear layer"
                .formatted(spec.name(), name));
      }
      if (layers.get(index).shortcut() && !spec.shortcut()) {
        throw new IllegalArgumentException(
            "layer '%s' adds to '%s', which is part of a shortcut; it is then itself part of one"
                .formatted(spec.name(), name));
      }
      return sums.get(index);
    }

    private int known(LayerSpec spec, String name, String what) {
      Integer index = indices.get(name);
      if (index == null) {
        throw new IllegalArgumentException(
            "layer '%s' %s '%s' gives, but no layer of that name stands before it"
                .formatted(spec.name(), what, name));
      }
      return index;
    }

    /** What the first layer that takes the input alone wants. */
    int inputChannels(List<LayerSpec> all) {
      for (int layer = 0; layer < all.size(); layer++) {
        if (all.get(layer).kind().hasWeights() && isAlone(layer)) {
          return all.get(layer).inputs();
        }
      }
      throw new IllegalArgumentException(
          "no convolution or linear layer takes the input alone; its channels are unknown");
    }

    private boolean isAlone(int layer) {
      List<Integer> before = joined.get(layer);
      return before.size() == 1
          && (before.getFirst() == INPUT_INDEX
              || (layers.get(before.getFirst()).kind() == LayerKind.POOLING
                  && isAlone(before.getFirst())));
    }
  }
}
