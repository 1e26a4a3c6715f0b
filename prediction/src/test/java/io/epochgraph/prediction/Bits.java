package io.epochgraph.prediction;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes records out to the last bit of every number, so that equal text means equal bits. */
final class Bits {
  private Bits() {}

  static String of(Object value) {
    return switch (value) {
      case Double number -> Double.toHexString(number);
      case double[] numbers ->
          Arrays.stream(numbers).mapToObj(Double::toHexString).toList().toString();
      case Object[] items -> of(Arrays.asList(items));
      case List<?> items -> items.stream().map(Bits::of).toList().toString();
      case Record fields ->
          Arrays.stream(fields.getClass().getRecordComponents())
              .map(component -> component.getName() + "=" + of(read(component, fields)))
              .collect(Collectors.joining(",", fields.getClass().getSimpleName() + "(", ")"));
      default -> value.toString();
    };
  }

  private static Object read(RecordComponent component, Record fields) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(fields);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
