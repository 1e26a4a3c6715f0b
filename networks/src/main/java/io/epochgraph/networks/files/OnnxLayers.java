package io.epochgraph.networks.files;

import io.epochgraph.math.LayerKind;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Network;
import io.epochgraph.math.Window;
import io.epochgraph.networks.files.OnnxGraph.OnnxNode;
import io.epochgraph.networks.files.OnnxValue.Features;
import io.epochgraph.networks.files.OnnxValue.Stored;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/** The layers found so far in an ONNX graph, how they are joined, and their weights. */
final class OnnxLayers {

  /** The network's input among sources. */
  static final int INPUT = -1;

  private static final int NONE = -2;
  private static final int MOST_LAYERS = 10_000;
  private static final String WEIGHT = ".weight";

  private final List<Draft> drafts = new ArrayList<>();
  private final BitSet weighted = new BitSet();
  private final Set<String> names = new HashSet<>(Set.of(Network.INPUT));

  /** A layer with weights. */
  Features weights(
      OnnxNode node,
      LayerKind kind,
      Stored weights,
      int groups,
      OnnxWindows windows,
      Features input,
      List<Long> shape) {
    Tensor tensor = weights.tensor();
    int[] extents = tensor.extents();
    if (weights.turned()) {
      extents = new int[] {extents[1], extents[0]};
    }
    Draft draft = new Draft(name(node, tensor.name()), kind, input.sources());
    draft.weightShape = extents;
    draft.groups = groups;
    draft.window = windows == null ? Window.NONE : windows.window();
    draft.tensor = tensor;
    draft.turned = weights.turned();
    weighted.set(drafts.size());
    return add(draft, input, shape, kind == LayerKind.LINEAR ? shape.size() - 1 : 1);
  }

  /** A pooling; over all positions without a window. */
  Features pooling(OnnxNode node, Window window, Features input, List<Long> shape) {
    Draft draft = new Draft(name(node, ""), LayerKind.POOLING, input.sources());
    draft.window = window;
    return add(draft, input, shape, input.channelAxis() >= shape.size() ? 1 : input.channelAxis());
  }

  /** How many layers with weights lie behind {@code features} and not behind {@code other}. */
  int depth(Features features, Features other) {
    BitSet own = (BitSet) features.ancestors().clone();
    own.andNot(other.ancestors());
    own.and(weighted);
    return own.cardinality();
  }

  /** Whether {@code features} are what one layer with weights gives. */
  boolean isWeighted(Features features) {
    return features.sources().size() == 1
        && features.sources().getFirst() != INPUT
        && weighted.get(features.sources().getFirst());
  }

  /**
   * A residual sum, or one of branches.
   *
   * @param main what one layer with weights gives: its nodes become the sum's
   * @param other what is added to it
   * @param shortcut whether it is a shortcut around the main branch
   */
  Features sum(OnnxNode node, Features main, Features other, boolean shortcut) {
    int target = main.sources().getFirst();
    int source = other.sources().getFirst();
    boolean projects = isWeighted(other) && other.exclusive() && !main.ancestors().get(source);
    BitSet ancestors = (BitSet) main.ancestors().clone();
    ancestors.or(other.ancestors());
    if (projects) {
      drafts.get(source).addsTo = target;
    } else {
      Draft identity = new Draft(name(node, ""), LayerKind.IDENTITY, other.sources());
      identity.addsTo = target;
      identity.shortcut = shortcut;
      ancestors.set(add(identity));
    }
    if (shortcut) {
      BitSet branch = (BitSet) other.ancestors().clone();
      branch.andNot(main.ancestors());
      branch.stream().forEach(layer -> drafts.get(layer).shortcut = true);
    }
    return new Features(
        main.sources(),
        main.shape(),
        main.channelAxis(),
        main.positions(),
        List.of(),
        false,
        true,
        ancestors);
  }

  /** The layers in an order in which each stands behind those it needs, and their weights. */
  PlacedLayers placed() {
    unmarkShared();
    List<LayerSpec> specs = new ArrayList<>();
    List<Optional<LayerWeights>> weights = new ArrayList<>();
    for (int index : order()) {
      Draft draft = drafts.get(index);
      LayerSpec spec = spec(draft);
      specs.add(spec);
      weights.add(
          Optional.ofNullable(draft.tensor)
              .map(tensor -> new LayerWeights(spec, tensor, draft.turned)));
    }
    return new PlacedLayers(Network.of(specs), weights);
  }

  private LayerSpec spec(Draft draft) {
    return new LayerSpec(
        draft.name,
        draft.kind,
        draft.weightShape,
        draft.groups,
        draft.window,
        draft.predecessors.stream().map(this::nameOf).toList(),
        draft.addsTo == NONE ? Optional.empty() : Optional.of(nameOf(draft.addsTo)),
        draft.shortcut);
  }

  private String nameOf(int layer) {
    return layer == INPUT ? Network.INPUT : drafts.get(layer).name;
  }

  /** What others than shortcuts take is no part of one. */
  private void unmarkShared() {
    for (int index : order().reversed()) {
      Draft draft = drafts.get(index);
      if (!draft.shortcut) {
        draft.predecessors.stream()
            .filter(before -> before != INPUT)
            .forEach(before -> drafts.get(before).shortcut = false);
      }
    }
  }

  /** As the file has them, but each behind the one that it adds to. */
  private List<Integer> order() {
    int[] missing = new int[drafts.size()];
    List<List<Integer>> followers = new ArrayList<>();
    drafts.forEach(draft -> followers.add(new ArrayList<>()));
    for (int index = 0; index < drafts.size(); index++) {
      Draft draft = drafts.get(index);
      for (int before : draft.predecessors) {
        if (before != INPUT) {
          followers.get(before).add(index);
          missing[index]++;
        }
      }
      if (draft.addsTo != NONE) {
        followers.get(draft.addsTo).add(index);
        missing[index]++;
      }
    }
    var ready = new PriorityQueue<Integer>();
    List<Integer> order = new ArrayList<>();
    for (int index = 0; index < drafts.size(); index++) {
      if (missing[index] == 0) {
        ready.add(index);
      }
    }
    while (!ready.isEmpty()) {
      int index = ready.poll();
      order.add(index);
      for (int follower : followers.get(index)) {
        if (--missing[follower] == 0) {
          ready.add(follower);
        }
      }
    }
    if (order.size() < drafts.size()) {
      throw new IllegalArgumentException("sums that depend on each other: want a graph without");
    }
    return order;
  }

  private Features add(Draft draft, Features input, List<Long> shape, int channelAxis) {
    int layer = add(draft);
    BitSet ancestors = (BitSet) input.ancestors().clone();
    ancestors.set(layer);
    return Features.of(layer, ancestors, shape).shaped(shape, channelAxis, 1);
  }

  private int add(Draft draft) {
    if (drafts.size() == MOST_LAYERS) {
      throw new IllegalArgumentException("more than %d layers".formatted(MOST_LAYERS));
    }
    drafts.add(draft);
    return drafts.size() - 1;
  }

  /** The initialiser's name without its ending, else the node's, else the value's; made single. */
  private String name(OnnxNode node, String initialiser) {
    String wanted =
        initialiser.length() > WEIGHT.length() && initialiser.endsWith(WEIGHT)
            ? initialiser.substring(0, initialiser.length() - WEIGHT.length())
            : node.label();
    if (wanted.isBlank() || names.contains(wanted)) {
      wanted = node.label().isBlank() ? node.operator() : node.label();
    }
    String name = wanted;
    for (int copy = 2; !names.add(name); copy++) {
      name = wanted + "~" + copy;
    }
    return name;
  }

  /** A layer whose place in sums is not settled until the whole graph is read. */
  private static final class Draft {
    private final String name;
    private final LayerKind kind;
    private final List<Integer> predecessors;
    private int[] weightShape = {};
    private int groups = 1;
    private Window window = Window.NONE;
    private Tensor tensor;
    private boolean turned;
    private int addsTo = NONE;
    private boolean shortcut;

    Draft(String name, LayerKind kind, List<Integer> predecessors) {
      this.name = name;
      this.kind = kind;
      this.predecessors = predecessors;
    }
  }
}
