package io.epochgraph.networks.files;

import io.epochgraph.networks.files.OnnxGraph.OnnxNode;
import io.epochgraph.networks.files.OnnxValue.Constant;
import io.epochgraph.networks.files.OnnxValue.Integers;
import io.epochgraph.networks.files.OnnxValue.Stored;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;

/**
 * What nodes give that do not depend on the network's input, as exporters write around a reshaping:
 * small integers are computed, everything else is merely known to be constant.
 */
final class OnnxIntegers {

  private static final int MOST = 64;
  private static final ValueLayout.OfLong I64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private OnnxIntegers() {}

  /** A tensor of the file, read where it is a few integers. */
  static OnnxValue of(Tensor tensor) {
    int width =
        switch (tensor.type()) {
          case "I64" -> Long.BYTES;
          case "I32" -> Integer.BYTES;
          default -> 0;
        };
    if (width == 0 || tensor.data().byteSize() > (long) MOST * width) {
      return new Stored(tensor, false);
    }
    List<Long> values = new ArrayList<>();
    for (long at = 0; at < tensor.data().byteSize(); at += width) {
      values.add(
          width == Long.BYTES ? tensor.data().get(I64, at) : (long) tensor.data().get(I32, at));
    }
    return new Integers(values);
  }

  /** What a node gives whose inputs, null where one is left out, are all constant. */
  static OnnxValue compute(OnnxNode node, List<OnnxValue> inputs) {
    OnnxValue first = at(inputs, 0);
    return switch (node.operator()) {
      case "Constant" -> constant(node);
      case "Identity" -> first == null ? new Constant() : first;
      case "Transpose" ->
          first instanceof Stored stored && node.integers("perm").equals(List.of(1L, 0L))
              ? new Stored(stored.tensor(), !stored.turned())
              : new Constant();
      case "Cast", "Floor", "Ceil", "Unsqueeze", "Squeeze", "Reshape" ->
          first instanceof Integers ? first : new Constant();
      case "Concat" -> concat(inputs);
      case "Gather" -> gather(inputs);
      case "Slice" -> slice(node, inputs);
      case "Add" -> both(inputs, Math::addExact);
      case "Sub" -> both(inputs, Math::subtractExact);
      case "Mul" -> both(inputs, Math::multiplyExact);
      case "Div" -> both(inputs, (a, b) -> b == 0 ? OnnxGraph.UNKNOWN : a / b);
      default -> new Constant();
    };
  }

  private static OnnxValue constant(OnnxNode node) {
    var attribute = node.attributes().get("value");
    if (attribute != null && attribute.tensor() != null) {
      return of(attribute.tensor());
    }
    List<Long> values =
        node.attributes().containsKey("value_int")
            ? node.integers("value_int")
            : node.integers("value_ints");
    return values.isEmpty() || values.size() > MOST ? new Constant() : new Integers(values);
  }

  private static OnnxValue concat(List<OnnxValue> inputs) {
    List<Long> all = new ArrayList<>();
    for (OnnxValue input : inputs) {
      if (!(input instanceof Integers part) || all.size() + part.values().size() > MOST) {
        return new Constant();
      }
      all.addAll(part.values());
    }
    return new Integers(all);
  }

  private static OnnxValue gather(List<OnnxValue> inputs) {
    if (!(at(inputs, 0) instanceof Integers from) || !(at(inputs, 1) instanceof Integers indices)) {
      return new Constant();
    }
    int size = from.values().size();
    List<Long> taken = new ArrayList<>();
    for (long index : indices.values()) {
      long at = index < 0 ? index + size : index;
      if (at < 0 || at >= size) {
        throw new IllegalArgumentException(
            "index %d: want one of the %d elements".formatted(index, size));
      }
      taken.add(from.values().get((int) at));
    }
    return new Integers(taken);
  }

  private static OnnxValue slice(OnnxNode node, List<OnnxValue> inputs) {
    Long start = only(inputs, 1, node.integers("starts"));
    Long end = only(inputs, 2, node.integers("ends"));
    Long step = inputs.size() > 4 ? only(inputs, 4, List.of()) : Long.valueOf(1);
    if (!(at(inputs, 0) instanceof Integers from)
        || start == null
        || end == null
        || step == null
        || step != 1) {
      return new Constant();
    }
    int size = from.values().size();
    int begin = Math.clamp(start < 0 ? start + size : start, 0, size);
    int stop = Math.clamp(end < 0 ? end + size : end, begin, size);
    return new Integers(from.values().subList(begin, stop));
  }

  private static Long only(List<OnnxValue> inputs, int index, List<Long> attribute) {
    List<Long> values = at(inputs, index) instanceof Integers given ? given.values() : attribute;
    return values.size() == 1 ? values.getFirst() : null;
  }

  private static OnnxValue at(List<OnnxValue> inputs, int index) {
    return index < inputs.size() ? inputs.get(index) : null;
  }

  private static OnnxValue both(List<OnnxValue> inputs, LongBinaryOperator operator) {
    if (!(at(inputs, 0) instanceof Integers left)
        || !(at(inputs, 1) instanceof Integers right)
        || (left.values().size() != right.values().size()
            && left.values().size() != 1
            && right.values().size() != 1)) {
      return new Constant();
    }
    List<Long> values = new ArrayList<>();
    int count = Math.max(left.values().size(), right.values().size());
    if (left.values().isEmpty() || right.values().isEmpty()) {
      return new Integers(List.of());
    }
    for (int i = 0; i < count; i++) {
      long a = left.values().get(left.values().size() == 1 ? 0 : i);
      long b = right.values().get(right.values().size() == 1 ? 0 : i);
      values.add(
          a == OnnxGraph.UNKNOWN || b == OnnxGraph.UNKNOWN
              ? OnnxGraph.UNKNOWN
              : operator.applyAsLong(a, b));
    }
    return new Integers(values);
  }
}
