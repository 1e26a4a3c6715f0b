package io.epochgraph.math;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A graph that a network can be seen as. */
public enum Representation {
  /** Channels and kernels: {@link RolledGraph}. */
  ROLLED,
  /** Positions and weights: {@link UnrolledGraph}. */
  UNROLLED,
  /** The unrolled graph's edges of positive weight. */
  UNROLLED_POSITIVE,
  /** The unrolled graph's edges of negative weight. */
  UNROLLED_NEGATIVE;

  /** Stands for both parts of the unrolled graph; their features are used one after the other. */
  public static final String BOTH_PARTS = "unrolled-pos-neg";

  /** The name in contracts and settings: in lower case, with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether positions are nodes, so that the shape of the input must be known. */
  public boolean isUnrolled() {
    return this != ROLLED;
  }

  /**
   * The representations that a label stands for: one, or {@link #BOTH_PARTS}.
   *
   * @throws IllegalArgumentException if there is none of that label
   */
  public static List<Representation> of(String label) {
    if (label.equals(BOTH_PARTS)) {
      return List.of(UNROLLED_POSITIVE, UNROLLED_NEGATIVE);
    }
    return Arrays.stream(values())
        .filter(representation -> representation.label().equals(label))
        .findFirst()
        .map(List::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "representation '%s' is unknown; expected one of %s or %s"
                        .formatted(
                            label,
                            Arrays.stream(values()).map(Representation::label).toList(),
                            BOTH_PARTS)));
  }
}
