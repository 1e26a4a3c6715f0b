package io.epochgraph.networks.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochgraph.math.LayerKind;
import io.epochgraph.math.LayerSpec;
import io.epochgraph.math.Window;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One layer of a list in JSON.
 *
 * @param weight name of its weights
 * @param window with one number where it is to stand for all axes
 */
record LayerEntry(
    String name,
    LayerKind kind,
    String weight,
    int groups,
    Window window,
    List<String> predecessors,
    Optional<String> addsTo,
    boolean shortcut) {

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "kind",
          "weight",
          "groups",
          "kernel",
          "stride",
          "padding",
          "dilation",
          "outputPadding",
          "predecessors",
          "addsTo",
          "shortcut");

  static LayerEntry read(int index, JsonNode node) {
    var layer = new JsonObject("layer %d".formatted(index), node, KEYS);
    String name = layer.text("name").orElseThrow(() -> layer.missing("name", "a text"));
    LayerKind kind = kind(layer);
    if (!kind.hasWeights() && layer.text("weight").isPresent()) {
      throw new IllegalArgumentException(
          "layer %s has a weight: want none for this kind".formatted(Printable.quoted(name)));
    }
    List<Integer> groups = layer.numbers("groups", 1);
    return new LayerEntry(
        name,
        kind,
        layer.text("weight").orElse(name + Placing.WEIGHT),
        groups.isEmpty() ? 1 : groups.getFirst(),
        new Window(
            layer.numbers("kernel", 1),
            layer.numbers("stride", 1),
            layer.numbers("padding", 0),
            layer.numbers("dilation", 1),
            layer.numbers("outputPadding", 0)),
        layer.texts("predecessors"),
        layer.text("addsTo"),
        layer.flag("shortcut"));
  }

  /**
   * @param shape of its weights; empty without
   * @param inputAxes spatial axes of the network's input, for a pooling that does not tell
   */
  LayerSpec spec(int[] shape, int inputAxes) {
    int axes = kind.hasWeights() ? shape.length - 2 : Math.max(window.kernel().size(), inputAxes);
    return new LayerSpec(
        name,
        kind,
        shape,
        groups,
        new Window(
            spread(window.kernel(), axes),
            spread(window.stride(), axes),
            spread(window.padding(), axes),
            spread(window.dilation(), axes),
            spread(window.outputPadding(), axes)),
        predecessors,
        addsTo,
        shortcut);
  }

  private static List<Integer> spread(List<Integer> numbers, int axes) {
    return numbers.size() == 1 && axes > 1
        ? Collections.nCopies(axes, numbers.getFirst())
        : numbers;
  }

  private static LayerKind kind(JsonObject layer) {
    return LayerKind.of(layer.text("kind").orElse(""))
        .orElseThrow(() -> layer.missing("kind", String.join(", ", LayerKind.labels())));
  }
}
