package io.epochgraph.networks.files;

import io.epochgraph.math.Window;
import io.epochgraph.networks.files.OnnxGraph.OnnxNode;
import io.epochgraph.networks.files.OnnxValue.Features;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The windows of convolutions and poolings, as ONNX defines them, and the extents that they make.
 *
 * @param window with the padding that {@code pads}, {@code auto_pad}, {@code ceil_mode} and a Pad
 *     node before come to, after the last positions more than before the first where they say so
 * @param spatial extents of the output, {@link OnnxGraph#UNKNOWN} where the input's is not known
 */
record OnnxWindows(Window window, List<Long> spatial) {

  /** The window of a convolution, its kernel in the weights' shape. */
  static OnnxWindows convolution(OnnxNode node, Features input, List<Integer> kernel) {
    return sliding(node, input, kernel, false);
  }

  /** The window of a pooling. */
  static OnnxWindows pooling(OnnxNode node, Features input) {
    List<Integer> kernel = numbers(node, "kernel_shape", input.spatial().size(), 0);
    OnnxWindows sliding = sliding(node, input, kernel, node.integer("ceil_mode", 0) != 0);
    Window window = sliding.window();
    return new OnnxWindows(
        new Window(kernel, window.stride(), window.padding(), window.dilation(), List.of()),
        sliding.spatial());
  }

  private static OnnxWindows sliding(
      OnnxNode node, Features input, List<Integer> kernel, boolean ceil) {
    int axes = kernel.size();
    List<Integer> stride = numbers(node, "strides", axes, 1);
    List<Integer> dilation = numbers(node, "dilations", axes, 1);
    List<Integer> pads = new ArrayList<>(numbers(node, "pads", 2 * axes, 0));
    String auto = node.text("auto_pad", "NOTSET");
    List<Long> spatial = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      long extent = input.spatial().get(axis);
      boolean known = extent != OnnxGraph.UNKNOWN;
      int before = input.padding().isEmpty() ? 0 : input.padding().get(axis);
      int after = input.padding().isEmpty() ? 0 : input.padding().get(axes + axis);
      long span = (long) dilation.get(axis) * (kernel.get(axis) - 1) + 1;
      long step = stride.get(axis);
      if (auto.startsWith("SAME")) {
        if (!known && step != 1) {
          throw open("auto_pad " + auto);
        }
        long padded = extent + before + after;
        long total =
            step == 1
                ? span - 1
                : Math.max(0, (Math.ceilDiv(padded, step) - 1) * step + span - padded);
        int less = Math.toIntExact(total / 2);
        int more = Math.toIntExact(total - less);
        pads.set(axis, auto.equals("SAME_UPPER") ? less : more);
        pads.set(axes + axis, auto.equals("SAME_UPPER") ? more : less);
      } else if (auto.equals("VALID")) {
        pads.set(axis, 0);
        pads.set(axes + axis, 0);
      }
      pads.set(axis, Math.addExact(pads.get(axis), before));
      pads.set(axes + axis, Math.addExact(pads.get(axes + axis), after));
      if (!known) {
        if (ceil && step != 1) {
          throw open("ceil_mode");
        }
        spatial.add(OnnxGraph.UNKNOWN);
        continue;
      }
      long room = extent + pads.get(axis) + pads.get(axes + axis) - span;
      if (room < 0) {
        throw new IllegalArgumentException(
            "a window of %d positions on axis %d: want at most the %d there with padding"
                .formatted(span, axis, room + span));
      }
      long positions = room / step + 1;
      if (ceil && room % step != 0 && positions * step < extent + pads.get(axis)) {
        pads.set(axes + axis, Math.toIntExact(pads.get(axes + axis) + positions * step - room));
        positions++;
      }
      spatial.add(positions);
    }
    return new OnnxWindows(Window.of(stride, shortest(pads), dilation), spatial);
  }

  /** The window of a transposed convolution. */
  static OnnxWindows transposed(OnnxNode node, Features input, List<Integer> kernel) {
    int axes = kernel.size();
    List<Integer> stride = numbers(node, "strides", axes, 1);
    List<Integer> dilation = numbers(node, "dilations", axes, 1);
    List<Integer> output = numbers(node, "output_padding", axes, 0);
    List<Integer> pads = numbers(node, "pads", 2 * axes, 0);
    String auto = node.text("auto_pad", "NOTSET");
    if (!node.integers("output_shape").isEmpty() || auto.startsWith("SAME")) {
      throw new IllegalArgumentException(
          "output_shape or auto_pad %s: want pads and output_padding".formatted(auto));
    }
    if (!input.padding().isEmpty()) {
      throw new IllegalArgumentException("a Pad node before: want pads in the node itself");
    }
    List<Long> spatial = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      long extent = input.spatial().get(axis);
      long positions =
          (extent - 1) * stride.get(axis)
              + (long) dilation.get(axis) * (kernel.get(axis) - 1)
              + 1
              + output.get(axis)
              - pads.get(axis)
              - pads.get(axes + axis);
      if (extent != OnnxGraph.UNKNOWN && positions < 1) {
        throw new IllegalArgumentException(
            "%d positions on axis %d: want 1 or more".formatted(positions, axis));
      }
      spatial.add(extent == OnnxGraph.UNKNOWN ? OnnxGraph.UNKNOWN : positions);
    }
    return new OnnxWindows(
        new Window(List.of(), stride, shortest(pads), dilation, output), spatial);
  }

  /** Whether the window lets every position pass as it is. */
  boolean passes() {
    return Features.product(window.kernel().stream().map(Long::valueOf).toList()) == 1
        && window.stride().stream().allMatch(step -> step == 1)
        && window.padding().stream().allMatch(pad -> pad == 0);
  }

  private static List<Integer> numbers(OnnxNode node, String attribute, int count, int otherwise) {
    List<Long> found = node.integers(attribute);
    if (found.isEmpty() && !attribute.equals("kernel_shape")) {
      return Collections.nCopies(count, otherwise);
    }
    int least = attribute.equals("pads") || attribute.equals("output_padding") ? 0 : 1;
    if (found.size() != count
        || found.stream().anyMatch(value -> value < least || value > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%s %s: want %d numbers of %d or more".formatted(attribute, found, count, least));
    }
    return found.stream().map(Long::intValue).toList();
  }

  /** One number an axis where both sides are padded alike. */
  private static List<Integer> shortest(List<Integer> pads) {
    List<Integer> before = pads.subList(0, pads.size() / 2);
    return before.equals(pads.subList(pads.size() / 2, pads.size())) ? before : pads;
  }

  private static IllegalArgumentException open(String what) {
    return new IllegalArgumentException(
        "%s, and the input's extent is open in the file: want it given, say 3x224x224"
            .formatted(what));
  }
}
