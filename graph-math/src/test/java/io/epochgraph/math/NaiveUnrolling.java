package io.epochgraph.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** An unrolled graph as a list of edges, found by trying every position and every tap. */
final class NaiveUnrolling {

  record Edge(int from, int to, double weight) {}

  /** Channels and spatial extents of an output, and the index of its first node. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Output(int first, int channels, int[] extent) {
    int positions() {
      return Arrays.stream(extent).reduce(1, (a, b) -> a * b);
    }

    int nodes() {
      return channels * positions();
    }

    int node(int channel, int[] at) {
      int index = channel;
      for (int axis = 0; axis < extent.length; axis++) {
        index = index * extent[axis] + at[axis];
      }
      return first + index;
    }

    boolean has(int[] at) {
      for (int axis = 0; axis < extent.length; axis++) {
        if (at[axis] < 0 || at[axis] >= extent[axis]) {
          return false;
        }
      }
      return true;
    }
  }

  final Map<String, Output> outputs = new HashMap<>();
  final List<Edge> edges = new ArrayList<>();
  int nodes;
  long printedBesides;
  private String last = Network.INPUT;

  NaiveUnrolling(int channels, int... extent) {
    outputs.put(Network.INPUT, new Output(0, channels, extent));
    nodes = channels * Arrays.stream(extent).reduce(1, (a, b) -> a * b);
  }

  /** The outputs that a layer takes, in order. */
  List<Output> taken(LayerSpec spec) {
    List<String> names = spec.predecessors().isEmpty() ? List.of(last) : spec.predecessors();
    return names.stream().map(outputs::get).toList();
  }

  /**
   * Adds a layer's nodes and edges.
   *
   * @param weights as in its weight shape, row-major
   */
  void add(LayerSpec spec, float[] weights) {
    List<Output> taken = taken(spec);
    Output output = spec.addsTo().map(outputs::get).orElseGet(() -> append(spec, taken));
    if (spec.addsTo().isEmpty() && !spec.shortcut()) {
      last = spec.name();
    }
    switch (spec.kind()) {
      case CONVOLUTION -> convolve(spec, weights, taken, output);
      case TRANSPOSED_CONVOLUTION -> convolveTransposed(spec, weights, taken, output);
      case POOLING -> pool(spec, taken, output);
      case LINEAR -> connect(spec, weights, taken, output);
      case IDENTITY -> {
        int to = output.first();
        for (Output from : taken) {
          for (int i = 0; i < from.nodes(); i++) {
            edges.add(new Edge(from.first() + i, to++, 1));
          }
        }
      }
    }
  }

  /** Spatial extents of what a layer gives; one of them below 1 where it does not fit. */
  static int[] extentOf(LayerSpec spec, int channels, int[] before) {
    int[] shape = spec.weightShape();
    int[] extent = before.clone();
    for (int axis = 0; axis < before.length; axis++) {
      switch (spec.kind()) {
        case CONVOLUTION -> extent[axis] = fits(spec.window(), before, axis, shape[2 + axis]);
        case POOLING ->
            extent[axis] =
                spec.window().kernel().isEmpty()
                    ? 1
                    : fits(spec.window(), before, axis, spec.window().kernel().get(axis));
        case TRANSPOSED_CONVOLUTION -> {
          Window w = spec.window();
          int reach =
              (before[axis] - 1) * w.stride(axis) + w.dilation(axis) * (shape[2 + axis] - 1);
          extent[axis] =
              reach
                  + 1
                  + w.outputPadding(axis)
                  - w.paddingBefore(axis)
                  - w.paddingAfter(axis, before.length);
        }
        case LINEAR, IDENTITY -> {}
      }
    }
    return spec.kind() == LayerKind.LINEAR && spec.inputs() != channels ? new int[0] : extent;
  }

  /** How often a window fits, found by moving it. */
  private static int fits(Window window, int[] before, int axis, int kernel) {
    int end = before[axis] + window.paddingAfter(axis, before.length);
    int count = 0;
    for (int at = -window.paddingBefore(axis);
        at + window.dilation(axis) * (kernel - 1) < end;
        at += window.stride(axis)) {
      count++;
    }
    return count;
  }

  private Output append(LayerSpec spec, List<Output> taken) {
    int channels = taken.stream().mapToInt(Output::channels).sum();
    int[] extent = extentOf(spec, channels, taken.getFirst().extent());
    int given = spec.kind().hasWeights() ? spec.outputs() : channels;
    var output = new Output(nodes, given, extent);
    outputs.put(spec.name(), output);
    nodes += output.nodes();
    return output;
  }

  private void convolve(LayerSpec spec, float[] weights, List<Output> taken, Output output) {
    int[] kernel = Arrays.copyOfRange(spec.weightShape(), 2, spec.weightShape().length);
    int inGroup = spec.weightShape()[1];
    int outGroup = spec.outputs() / spec.groups();
    each(
        output.extent(),
        at -> {
          for (int out = 0; out < spec.outputs(); out++) {
            for (int k = 0; k < inGroup; k++) {
              int row = out;
              int column = k;
              Source source = source(taken, out / outGroup * inGroup + k);
              boolean[] seen = new boolean[2]; // padding, first position
              each(
                  kernel,
                  tap -> {
                    int[] place = place(spec.window(), at, tap);
                    if (source.output().has(place)) {
                      float weight = weights[index(new int[] {row, column}, inGroup, kernel, tap)];
                      int from = source.output().node(source.channel(), place);
                      edges.add(new Edge(from, output.node(row, at), weight));
                      seen[1] |= Arrays.stream(place).allMatch(p -> p == 0);
                    } else {
                      seen[0] = true;
                    }
                  });
              printedBesides += seen[0] && !seen[1] ? 1 : 0;
            }
          }
        });
  }

  private void convolveTransposed(
      LayerSpec spec, float[] weights, List<Output> taken, Output output) {
    int[] kernel = Arrays.copyOfRange(spec.weightShape(), 2, spec.weightShape().length);
    int outGroup = spec.weightShape()[1];
    int inGroup = spec.inputs() / spec.groups();
    for (int in = 0; in < spec.inputs(); in++) {
      for (int k = 0; k < outGroup; k++) {
        int row = in;
        int column = k;
        int out = in / inGroup * outGroup + k;
        Source source = source(taken, in);
        each(
            source.output().extent(),
            at ->
                each(
                    kernel,
                    tap -> {
                      int[] place = place(spec.window(), at, tap);
                      if (output.has(place)) {
                        int from = source.output().node(source.channel(), at);
                        float weight =
                            weights[index(new int[] {row, column}, outGroup, kernel, tap)];
                        edges.add(new Edge(from, output.node(out, place), weight));
                      }
                    }));
      }
    }
  }

  private void pool(LayerSpec spec, List<Output> taken, Output output) {
    int[] kernel = spec.window().kernel().stream().mapToInt(Integer::intValue).toArray();
    for (int channel = 0; channel < output.channels(); channel++) {
      int to = channel;
      Source source = source(taken, channel);
      each(
          output.extent(),
          at ->
              each(
                  kernel.length == 0 ? source.output().extent() : kernel,
                  tap -> {
                    int[] place = kernel.length == 0 ? tap : place(spec.window(), at, tap);
                    if (source.output().has(place)) {
                      int from = source.output().node(source.channel(), place);
                      edges.add(new Edge(from, output.node(to, at), 1));
                    }
                  }));
    }
  }

  private void connect(LayerSpec spec, float[] weights, List<Output> taken, Output output) {
    int channels = taken.stream().mapToInt(Output::channels).sum();
    for (int out = 0; out < spec.outputs(); out++) {
      int row = out * spec.inputs();
      int to = out;
      if (spec.inputs() == channels) {
        for (int in = 0; in < channels; in++) {
          Source source = source(taken, in);
          double weight = weights[row + in];
          each(
              output.extent(),
              at ->
                  edges.add(
                      new Edge(
                          source.output().node(source.channel(), at),
                          output.node(to, at),
                          weight)));
        }
      } else {
        int unit = 0;
        for (Output from : taken) {
          for (int i = 0; i < from.nodes(); i++) {
            edges.add(new Edge(from.first() + i, output.first() + out, weights[row + unit++]));
          }
        }
      }
    }
  }

  private record Source(Output output, int channel) {}

  private static Source source(List<Output> taken, int channel) {
    int rest = channel;
    for (Output output : taken) {
      if (rest < output.channels()) {
        return new Source(output, rest);
      }
      rest -= output.channels();
    }
    throw new IllegalArgumentException("no channel " + channel);
  }

  private static int[] place(Window window, int[] at, int[] tap) {
    int[] place = new int[at.length];
    for (int axis = 0; axis < at.length; axis++) {
      place[axis] =
          at[axis] * window.stride(axis)
              - window.paddingBefore(axis)
              + tap[axis] * window.dilation(axis);
    }
    return place;
  }

  private static int index(int[] channels, int ofGroup, int[] kernel, int[] tap) {
    int index = channels[0] * ofGroup + channels[1];
    for (int axis = 0; axis < kernel.length; axis++) {
      index = index * kernel[axis] + tap[axis];
    }
    return index;
  }

  /** Every index below the extents, row-major. */
  private static void each(int[] extent, Consumer<int[]> action) {
    each(extent, new int[extent.length], 0, action);
  }

  private static void each(int[] extent, int[] at, int axis, Consumer<int[]> action) {
    if (axis == extent.length) {
      action.accept(at.clone());
      return;
    }
    for (int i = 0; i < extent[axis]; i++) {
      at[axis] = i;
      each(extent, at, axis + 1, action);
    }
  }
}
