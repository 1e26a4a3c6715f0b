package io.epochgraph.math;

import java.util.Arrays;
import java.util.Locale;

/** What is computed for each node of a graph. */
public enum Feature {
  /** {@link WeightedDegree}. */
  DEGREE,
  /** {@link EigenvectorCentrality}. */
  EIGENVECTOR;

  /** The name in contracts and settings: in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The feature of this label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Feature of(String label) {
    return Arrays.stream(values())
        .filter(feature -> feature.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "feature '%s' is unknown; expected one of %s"
                        .formatted(label, Arrays.stream(values()).map(Feature::label).toList())));
  }
}
