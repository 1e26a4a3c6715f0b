package io.epochgraph.networks.files;

import io.epochgraph.math.LayerKind;
import io.epochgraph.math.LayerSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the order of a chain of layers from the names of their weights. Names such as {@code
 * features.0}, {@code conv1} and {@code fc2} fall into parts by what stands before the number, and
 * within a part they follow each other in natural order. If the parts make a chain in one order
 * alone, and the file's own order is no other chain, that is the network's.
 */
final class NameOrder {

  private static final int MOST_PARTS = 5;

  private NameOrder() {}

  /**
   * @throws IllegalArgumentException if there is no chain or more than one; the message shows the
   *     file's order and the names'
   */
  static PlacedLayers place(List<Tensor> tensors) {
    List<Tensor> matrices = tensors.stream().filter(Tensor::isMatrix).toList();
    if (matrices.isEmpty()) {
      throw new IllegalArgumentException(
          "no tensor of two or more axes among %d: want a layer's weights"
              .formatted(tensors.size()));
    }
    for (Tensor tensor : matrices) {
      if (!tensor.name().endsWith(Placing.WEIGHT)) {
        throw unknown("tensor %s is not named as weights are".formatted(shown(tensor)), matrices);
      }
    }
    Map<String, List<Tensor>> parts = parts(matrices);
    if (parts.size() > MOST_PARTS) {
      throw unknown("the names have %d parts".formatted(parts.size()), matrices);
    }
    Set<List<Tensor>> chains = new HashSet<>();
    for (List<List<Tensor>> order : permutations(List.copyOf(parts.values()))) {
      List<Tensor> chain = order.stream().flatMap(List::stream).toList();
      if (NameChain.of(chain).fits()) {
        chains.add(chain);
      }
    }
    if (!isSorted(matrices) && NameChain.of(matrices).fits()) {
      chains.add(matrices);
    }
    if (chains.size() != 1) {
      throw unknown(
          chains.isEmpty() ? "the tensors make no chain" : "the tensors make more than one chain",
          matrices);
    }
    List<LayerSpec> layers = NameChain.of(chains.iterator().next()).layers();
    Map<String, String> weights =
        layers.stream()
            .map(LayerSpec::name)
            .collect(Collectors.toMap(Function.identity(), name -> name + Placing.WEIGHT));
    return new Placing(tensors).place(layers, weights);
  }

  /** In natural order, by what stands before the first number. */
  private static Map<String, List<Tensor>> parts(List<Tensor> tensors) {
    Map<String, List<Tensor>> parts = new LinkedHashMap<>();
    for (Tensor tensor : inNaturalOrder(tensors)) {
      String part = tensor.name().split("[.\\d]", 2)[0];
      parts.computeIfAbsent(part, name -> new ArrayList<>()).add(tensor);
    }
    return parts;
  }

  private static List<Tensor> inNaturalOrder(List<Tensor> tensors) {
    return tensors.stream().sorted(Comparator.comparing(Tensor::name, NameOrder::natural)).toList();
  }

  /** Text as text, and numbers by their values. */
  static int natural(String left, String right) {
    String between = "(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)";
    String[] a = left.split(between, -1);
    String[] b = right.split(between, -1);
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      boolean numbers = Character.isDigit(a[i].charAt(0)) && Character.isDigit(b[i].charAt(0));
      int order = numbers ? byValue(a[i], b[i]) : a[i].compareTo(b[i]);
      if (order != 0) {
        return order;
      }
    }
    return a.length == b.length ? left.compareTo(right) : Integer.compare(a.length, b.length);
  }

  private static int byValue(String a, String b) {
    String x = a.replaceFirst("^0+(?=.)", "");
    String y = b.replaceFirst("^0+(?=.)", "");
    return x.length() == y.length() ? x.compareTo(y) : Integer.compare(x.length(), y.length());
  }

  private static boolean isSorted(List<Tensor> tensors) {
    List<String> names = tensors.stream().map(Tensor::name).toList();
    return names.equals(names.stream().sorted().toList());
  }

  private static <T> List<List<T>> permutations(List<T> elements) {
    if (elements.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> all = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      List<T> others = new ArrayList<>(elements);
      T first = others.remove(i);
      for (List<T> rest : permutations(others)) {
        List<T> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        all.add(order);
      }
    }
    return all;
  }

  private static IllegalArgumentException unknown(String why, List<Tensor> inFile) {
    return new IllegalArgumentException(
        "%s, so their order is not known. The file's order: %s. The names' order: %s. Want the network's name or a layer list"
            .formatted(why, reading(inFile), reading(inNaturalOrder(inFile))));
  }

  private static String reading(List<Tensor> order) {
    return "%s, where %s".formatted(Placing.shown(names(order)), NameChain.of(order).verdict());
  }

  private static Collection<String> names(List<Tensor> tensors) {
    return tensors.stream().map(NameOrder::shown).toList();
  }

  private static String shown(Tensor tensor) {
    return tensor.name() + " " + tensor.shape();
  }

  /** Kind of the layer that has weights of so many axes. */
  static LayerKind kind(Tensor tensor) {
    return tensor.shape().size() == 2 ? LayerKind.LINEAR : LayerKind.CONVOLUTION;
  }
}
