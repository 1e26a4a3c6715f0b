package io.epochgraph.networks.files;

import io.epochgraph.math.LayerKind;
import io.epochgraph.math.LayerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors read as a chain of layers in a given order.
 *
 * @param layers as far as they fit
 * @param verdict why they are no chain; "all fit" if they are one
 */
record NameChain(List<LayerSpec> layers, String verdict) {

  private static final String FITS = "all fit";

  boolean fits() {
    return verdict.equals(FITS);
  }

  /** Puts one layer behind the other, as long as they fit. */
  static NameChain of(List<Tensor> order) {
    List<LayerSpec> layers = new ArrayList<>();
    for (Tensor tensor : order) {
      LayerSpec before = layers.isEmpty() ? null : layers.getLast();
      String name = name(tensor);
      if (inBlock(name)) {
        return new NameChain(
            layers,
            "%s is part of a block, and names do not tell how blocks are wired"
                .formatted(Printable.quoted(tensor.name())));
      }
      int[] shape = tensor.extents();
      LayerKind kind = NameOrder.kind(tensor);
      int groups = groups(before, kind, shape);
      if (groups == 0) {
        return new NameChain(
            layers,
            "%s %s does not fit behind %s"
                .formatted(Printable.quoted(tensor.name()), tensor.shape(), before));
      }
      layers.add(new LayerSpec(name, kind, shape, groups));
    }
    return new NameChain(layers, FITS);
  }

  /** Groups with which a layer fits behind another; 0 where it does not. */
  private static int groups(LayerSpec before, LayerKind kind, int[] shape) {
    if (before == null) {
      return 1;
    }
    int given = before.outputs();
    if (kind == LayerKind.LINEAR) {
      boolean fits = before.kind() == LayerKind.LINEAR ? shape[1] == given : shape[1] % given == 0;
      return fits ? 1 : 0;
    }
    if (before.kind() == LayerKind.LINEAR) {
      return 0;
    }
    boolean depthwise = shape[1] == 1 && shape[0] % given == 0;
    return shape[1] == given ? 1 : depthwise ? given : 0;
  }

  private static String name(Tensor tensor) {
    String name = tensor.name();
    return name.endsWith(Placing.WEIGHT)
        ? name.substring(0, name.length() - Placing.WEIGHT.length())
        : name;
  }

  private static boolean inBlock(String name) {
    return name.chars().filter(letter -> letter == '.').count() > 1;
  }
}
