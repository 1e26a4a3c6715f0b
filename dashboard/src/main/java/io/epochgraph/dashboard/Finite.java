package io.epochgraph.dashboard;

/** Numbers that JSON can carry. */
final class Finite {

  private Finite() {}

  /** Returns {@code value}, or null where it is null, NaN or infinite. */
  static Double orNull(Double value) {
    return value != null && Double.isFinite(value) ? value : null;
  }
}
