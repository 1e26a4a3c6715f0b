package io.epochgraph.networks.files;

import io.epochgraph.networks.files.OnnxGraph.OnnxNode;
import io.epochgraph.networks.files.OnnxValue.Features;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Nodes at which branches meet. */
final class OnnxJoining {

  private static final int MOST_SOURCES = 1_000_000;

  private final OnnxLayers layers;
  private int joined;

  OnnxJoining(OnnxLayers layers) {
    this.layers = layers;
  }

  /** Branches side by side, by channel. */
  Features concatenated(OnnxNode node, List<OnnxValue> inputs) {
    List<Features> parts = new ArrayList<>();
    for (OnnxValue input : inputs) {
      if (!(input instanceof Features part)) {
        throw new IllegalArgumentException(
            "it joins a constant to what the network computes, as class tokens are: want layers"
                + " alone");
      }
      parts.add(part);
    }
    Features first = parts.getFirst();
    int rank = first.shape().size();
    long axis = node.integer("axis", 1);
    if (axis < 0) {
      axis += rank;
    }
    List<Integer> sources = new ArrayList<>();
    BitSet ancestors = new BitSet();
    long channels = 0;
    for (Features part : parts) {
      if (axis != part.channelAxis() || part.shape().size() != rank) {
        throw new IllegalArgumentException(
            "axis %d of shape %s: want the channels' axis, %d"
                .formatted(axis, part.shape(), part.channelAxis()));
      }
      if (part.positions() != first.positions() || part.positions() == OnnxGraph.UNKNOWN) {
        throw new IllegalArgumentException(
            "it joins flattened channels of %d and %d positions: want as many"
                .formatted(first.positions(), part.positions()));
      }
      if (!part.padding().isEmpty() || part.reduced()) {
        throw new IllegalArgumentException("it joins padding or statistics: want layers alone");
      }
      joined += part.sources().size();
      if (joined > MOST_SOURCES) {
        throw new IllegalArgumentException("more than %d branches in all".formatted(MOST_SOURCES));
      }
      sources.addAll(part.sources());
      ancestors.or(part.ancestors());
      channels =
          channels == OnnxGraph.UNKNOWN || part.channels() == OnnxGraph.UNKNOWN
              ? OnnxGraph.UNKNOWN
              : Math.addExact(channels, part.channels());
    }
    List<Long> shape = new ArrayList<>(first.shape());
    shape.set(first.channelAxis(), channels);
    return new Features(
        sources,
        shape,
        first.channelAxis(),
        first.positions(),
        List.of(),
        false,
        parts.size() == 1 && first.exclusive(),
        ancestors);
  }

  /** A bias, a residual sum, or a sum of branches. */
  Features sum(OnnxNode node, List<Features> parts) {
    Features sum = parts.getFirst();
    for (Features part : parts.subList(1, parts.size())) {
      sum = sum(node, sum, part);
    }
    return sum;
  }

  private Features sum(OnnxNode node, Features a, Features b) {
    int depthA = layers.depth(a, b);
    int depthB = layers.depth(b, a);
    if (a.reduced() || b.reduced() || a.sources().equals(b.sources())) {
      return ofTheSame(a, b);
    }
    if (!sameShape(a, b)) {
      throw new IllegalArgumentException(
          "it adds shapes %s and %s: want the same".formatted(a.shape(), b.shape()));
    }
    boolean aMain = depthA > depthB || (depthA == depthB && layers.isWeighted(a));
    Features main = aMain ? a : b;
    Features other = aMain ? b : a;
    if (depthA + depthB == 0
        || !layers.isWeighted(main)
        || main.positions() != 1
        || other.positions() != 1) {
      throw new IllegalArgumentException(
          "it adds to what no single layer with weights gives: want a convolution or linear layer"
              + " at the end of the deeper branch");
    }
    return layers.sum(node, main, other, depthA != depthB);
  }

  /** A gate, a constant factor, or a part of an activation or a normalisation. */
  Features combined(OnnxNode node, List<Features> parts) {
    Features result = parts.getFirst();
    for (Features part : parts.subList(1, parts.size())) {
      result = combined(node, result, part);
    }
    return result;
  }

  private Features combined(OnnxNode node, Features a, Features b) {
    if (a.reduced() || b.reduced() || a.sources().equals(b.sources())) {
      return ofTheSame(a, b);
    }
    boolean gates = node.operator().equals("Mul");
    if (gates && includes(b, a)) {
      return a.shared(true);
    }
    if (gates && includes(a, b)) {
      return b.shared(true);
    }
    throw new IllegalArgumentException(
        "it combines two branches value by value: want a sum, or a gate computed from what it"
            + " multiplies");
  }

  /** Whether all layers behind {@code gated} are behind {@code gate}, too. */
  private static boolean includes(Features gate, Features gated) {
    BitSet own = (BitSet) gated.ancestors().clone();
    own.andNot(gate.ancestors());
    return own.isEmpty();
  }

  private static Features ofTheSame(Features a, Features b) {
    if (!a.sources().equals(b.sources())) {
      throw new IllegalArgumentException(
          "it combines the statistics of other channels: want those of the same layer");
    }
    return a.reduced() ? b : a;
  }

  private static boolean sameShape(Features a, Features b) {
    if (a.shape().size() != b.shape().size() || a.channelAxis() != b.channelAxis()) {
      return false;
    }
    for (int axis = 0; axis < a.shape().size(); axis++) {
      long x = a.shape().get(axis);
      long y = b.shape().get(axis);
      if (x != y && x != OnnxGraph.UNKNOWN && y != OnnxGraph.UNKNOWN) {
        return false;
      }
    }
    return true;
  }
}
