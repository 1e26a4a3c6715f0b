package io.epochgraph.prediction;

import com.google.errorprone.annotations.FormatMethod;
import java.util.function.IntFunction;

/** The checks that records here share; each failure names the thing, its value and the remedy. */
final class Require {
  private Require() {}

  @FormatMethod
  static void that(boolean holds, String message, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(arguments));
    }
  }

  static double finite(double value, String name) {
    that(Double.isFinite(value), "%s is %s; it must be a finite number", name, value);
    return value;
  }

  static double fraction(double value, String name) {
    that(value >= 0 && value <= 1, "%s is %s; it must be a fraction from 0 to 1", name, value);
    return value;
  }

  static void finite(double[] values, IntFunction<String> name) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        finite(values[i], name.apply(i));
      }
    }
  }

  /** A copy, after a check that every value is finite. */
  static double[] finiteCopy(double[] values, String name) {
    double[] copy = values.clone();
    finite(copy, i -> name + "[" + i + "]");
    return copy;
  }

  /** A deep copy, after a check that the rows are equally long and every value is finite. */
  static double[][] finiteCopy(double[][] rows, int columns, String name) {
    double[][] copy = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      that(
          rows[i].length == columns,
          "%s[%s] has %s values; it must have %s",
          name,
          i,
          rows[i].length,
          columns);
      copy[i] = finiteCopy(rows[i], name + "[" + i + "]");
    }
    return copy;
  }

  static void columns(int actual, int expected, Object model) {
    that(
        actual == expected,
        "The input has %s columns; this %s takes %s",
        actual,
        model.getClass().getSimpleName(),
        expected);
  }
}
