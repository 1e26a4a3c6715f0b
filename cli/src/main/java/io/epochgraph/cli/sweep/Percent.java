package io.epochgraph.cli.sweep;

import java.util.Locale;

/** Fractions as people read them. */
public final class Percent {

  private Percent() {}

  /** {@code 0.7812} as {@code 78.1 %}; an unknown one as a dash. */
  public static String of(Double fraction) {
    return fraction == null || fraction.isNaN()
        ? "–"
        : String.format(Locale.ROOT, "%.1f %%", fraction * 100);
  }

  /** A difference in percentage points: {@code 0.021} as {@code +2.1}. */
  static String points(Double difference) {
    return difference == null || difference.isNaN()
        ? "–"
        : String.format(Locale.ROOT, "%+.1f", difference * 100);
  }
}
