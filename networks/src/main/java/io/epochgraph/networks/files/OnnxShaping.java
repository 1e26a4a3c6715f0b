package io.epochgraph.networks.files;

import io.epochgraph.networks.files.OnnxGraph.OnnxNode;
import io.epochgraph.networks.files.OnnxValue.Features;
import io.epochgraph.networks.files.OnnxValue.Integers;
import java.util.ArrayList;
import java.util.List;

/** Nodes that move channels and positions without mixing them. */
final class OnnxShaping {

  /** Padding, left for the next window. */
  Features padded(OnnxNode node, Features input, List<OnnxValue> inputs) {
    List<Long> pads = integers(inputs, 1, node.integers("pads"), "pads");
    int rank = input.shape().size();
    String mode = node.text("mode", "constant");
    if (!mode.equals("constant")) {
      throw new IllegalArgumentException("mode %s: want constant".formatted(mode));
    }
    if (pads.size() != 2 * rank
        || pads.stream().anyMatch(pad -> pad < 0 || pad > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("pads %s: want %d of 0 or more".formatted(pads, 2 * rank));
    }
    if (pads.stream().allMatch(pad -> pad == 0)) {
      return input;
    }
    int channels = input.channelAxis();
    if (pads.get(0) + pads.get(rank) + pads.get(channels) + pads.get(rank + channels) != 0) {
      throw new IllegalArgumentException("pads %s: want 0 for batch and channels".formatted(pads));
    }
    List<Integer> padding = new ArrayList<>();
    for (int side = 0; side < 2; side++) {
      for (int axis : input.spatialAxes()) {
        padding.add(pads.get(side * rank + axis).intValue());
      }
    }
    return input.padded(padding);
  }

  /** Flattening and the like. */
  Features reshaped(OnnxNode node, Features input, List<OnnxValue> inputs) {
    List<Long> shape = input.shape();
    int rank = shape.size();
    return switch (node.operator()) {
      case "Flatten" -> {
        long axis = node.integer("axis", 1);
        if (axis != 1 && axis + rank != 1) {
          throw new IllegalArgumentException("axis %d: want 1".formatted(axis));
        }
        yield to(input, List.of(shape.getFirst(), Features.product(shape.subList(1, rank))));
      }
      case "Squeeze" -> {
        List<Long> axes = integers(inputs, 1, node.integers("axes"), null);
        List<Long> kept = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
          boolean named = axes.contains((long) axis) || axes.contains((long) axis - rank);
          boolean one = shape.get(axis) == 1;
          if (named && !one) {
            throw new IllegalArgumentException(
                "axis %d of shape %s: want one of extent 1".formatted(axis, shape));
          }
          if (!named && !(axes.isEmpty() && one && axis > 0)) {
            kept.add(shape.get(axis));
          }
        }
        yield to(input, kept);
      }
      case "Unsqueeze" -> {
        List<Long> axes = integers(inputs, 1, node.integers("axes"), "axes");
        int more = rank + axes.size();
        List<Long> wider = new ArrayList<>(shape);
        axes.stream()
            .map(axis -> axis < 0 ? axis + more : axis)
            .sorted()
            .forEach(axis -> wider.add(Math.clamp(axis, 0, wider.size()), 1L));
        yield to(input, wider);
      }
      default -> to(input, resolved(shape, integers(inputs, 1, node.integers("shape"), "shape")));
    };
  }

  /** Another order of axes: channels first or last, positions as they are. */
  Features transposed(OnnxNode node, Features input) {
    List<Long> order = node.integers("perm");
    int rank = input.shape().size();
    List<Long> shape = new ArrayList<>();
    int channels = -1;
    long last = 0;
    boolean right = order.size() == rank && order.getFirst() == 0;
    for (int axis = 0; right && axis < rank; axis++) {
      long from = order.get(axis);
      if (from < 0 || from >= rank) {
        right = false;
      } else if (from == input.channelAxis()) {
        channels = axis;
      } else if (axis > 0) {
        right = from > last;
        last = from;
      }
      if (right) {
        shape.add(input.shape().get((int) from));
      }
    }
    if (!right || channels < 1 || (channels != 1 && channels != rank - 1)) {
      throw new IllegalArgumentException(
          "perm %s: want batch first, channels second or last, and positions in their order"
              .formatted(order));
    }
    return input.shaped(shape, channels, input.positions());
  }

  private static List<Long> resolved(List<Long> from, List<Long> wanted) {
    List<Long> shape = new ArrayList<>();
    for (int axis = 0; axis < wanted.size(); axis++) {
      long extent = wanted.get(axis);
      if (extent < -1 || (extent == 0 && axis >= from.size())) {
        throw new IllegalArgumentException(
            "shape %s: want extents of -1 or more".formatted(wanted));
      }
      shape.add(extent == 0 ? from.get(axis) : extent);
    }
    int open = shape.indexOf(OnnxGraph.UNKNOWN);
    long all = Features.product(from);
    if (open >= 0 && open == shape.lastIndexOf(OnnxGraph.UNKNOWN) && all != OnnxGraph.UNKNOWN) {
      shape.set(open, 1L);
      long others = Features.product(shape);
      shape.set(open, others == 0 ? OnnxGraph.UNKNOWN : all / others);
    }
    return shape;
  }

  /** The same values in another shape, if every channel stays in one piece. */
  private static Features to(Features input, List<Long> shape) {
    List<Long> from = input.shape();
    int rank = shape.size();
    if (shape.equals(from)) {
      return input;
    }
    long before = Features.product(from);
    long after = Features.product(shape);
    boolean fits =
        rank >= 2
            && same(shape.getFirst(), from.getFirst())
            && same(before, after)
            && shape.stream().noneMatch(extent -> extent == 0);
    if (fits && rank == 2) {
      boolean channelMajor = input.channelAxis() == 1 || input.area() == 1;
      if (channelMajor) {
        long positions = input.isFlat() ? input.positions() : input.area();
        return input.shaped(List.of(from.getFirst(), flat(input, shape.get(1))), 1, positions);
      }
    } else if (fits) {
      long channels =
          input.positions() == OnnxGraph.UNKNOWN || input.channels() == OnnxGraph.UNKNOWN
              ? OnnxGraph.UNKNOWN
              : input.channels() / input.positions();
      boolean first = input.channelAxis() == 1 || input.area() == 1;
      boolean last = !input.isFlat() && input.channelAxis() == from.size() - 1;
      if (first && known(channels, shape.get(1))) {
        return input.shaped(shape, 1, 1);
      }
      if ((last || (first && input.area() == 1 && input.positions() == 1))
          && known(channels, shape.getLast())) {
        return input.shaped(shape, rank - 1, 1);
      }
    }
    throw new IllegalArgumentException(
        "from shape %s to %s: want each channel to stay in one piece; a regrouping of channels has no place in a graph of whole layers"
            .formatted(from, shape));
  }

  private static long flat(Features input, long wanted) {
    long all = Features.product(input.shape().subList(1, input.shape().size()));
    return all == OnnxGraph.UNKNOWN ? wanted : all;
  }

  private static boolean same(long a, long b) {
    return a == OnnxGraph.UNKNOWN || b == OnnxGraph.UNKNOWN || a == b;
  }

  private static boolean known(long channels, long extent) {
    return channels != OnnxGraph.UNKNOWN && channels == extent;
  }

  /** Integers of an input or, in older files, an attribute. */
  private static List<Long> integers(
      List<OnnxValue> inputs, int index, List<Long> attribute, String required) {
    if (index < inputs.size() && inputs.get(index) instanceof Integers given) {
      return given.values();
    }
    if ((index < inputs.size() && !(inputs.get(index) instanceof OnnxValue.Constant))
        || (required != null && attribute.isEmpty())) {
      throw new IllegalArgumentException(
          "its %s are computed in a way that cannot be followed: want constants"
              .formatted(required == null ? "axes" : required));
    }
    return attribute;
  }
}
