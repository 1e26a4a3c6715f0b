package io.epochgraph.math;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which graphs of a network are wanted, and which features of their nodes.
 *
 * @param representations at least one
 * @param features at least one
 */
public record GraphChoice(
    Set<Representation> representations, Set<Feature> features, Shortcuts shortcuts) {

  /** The rolled graph without shortcuts, and both features. */
  public static final GraphChoice DEFAULT =
      new GraphChoice(
          EnumSet.of(Representation.ROLLED), EnumSet.allOf(Feature.class), Shortcuts.LEFT_OUT);

  /**
   * Keeps the order of the constants, whatever the sets' own.
   *
   * @throws IllegalArgumentException if there is nothing to compute
   */
  public GraphChoice {
    if (representations.isEmpty() || features.isEmpty()) {
      throw new IllegalArgumentException(
          "representations %s and features %s; want at least one of each"
              .formatted(representations, features));
    }
    representations = EnumSet.copyOf(representations);
    features = EnumSet.copyOf(features);
  }

  /**
   * Reads labels, such as {@code rolled} or {@code unrolled-pos-neg}, {@code degree}, and {@code
   * left-out} or {@code kept}.
   *
   * @throws IllegalArgumentException if one is unknown, or a list is empty
   */
  public static GraphChoice of(
      List<String> representations, List<String> features, String shortcuts) {
    var chosen = EnumSet.noneOf(Representation.class);
    representations.forEach(label -> chosen.addAll(Representation.of(label)));
    var wanted = EnumSet.noneOf(Feature.class);
    features.forEach(label -> wanted.add(Feature.of(label)));
    return new GraphChoice(chosen, wanted, shortcuts(shortcuts));
  }

  /** Whether positions are nodes of some wanted graph. */
  public boolean unrolls() {
    return representations.stream().anyMatch(Representation::isUnrolled);
  }

  private static Shortcuts shortcuts(String label) {
    return Arrays.stream(Shortcuts.values())
        .filter(value -> label(value).equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "shortcuts '%s'; want one of %s"
                        .formatted(
                            label,
                            Arrays.stream(Shortcuts.values()).map(GraphChoice::label).toList())));
  }

  private static String label(Shortcuts shortcuts) {
    return shortcuts.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
