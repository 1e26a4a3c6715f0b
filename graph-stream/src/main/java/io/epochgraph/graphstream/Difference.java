package io.epochgraph.graphstream;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an epoch's weights are compared with: the rolled graph of the differences. */
enum Difference {
  /** W(t) − W(0): how far training has moved the weights since they were drawn. */
  SINCE_START,
  /** W(t) − W(t−1): how far the last epoch has, or the last one that was published. */
  SINCE_PREVIOUS;

  private static final String NONE = "none";

  /** The name in settings: in lower case, with hyphens. */
  String setting() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The representation's name in contracts. */
  String label() {
    return "rolled-" + setting();
  }

  /**
   * Reads settings' words; {@code none} stands for none.
   *
   * @throws IllegalArgumentException if one is unknown
   */
  static Set<Difference> of(List<String> words) {
    var chosen = EnumSet.noneOf(Difference.class);
    if (!words.equals(List.of(NONE))) {
      words.forEach(word -> chosen.add(of(word)));
    }
    return chosen;
  }

  private static Difference of(String word) {
    return Arrays.stream(values())
        .filter(difference -> difference.setting().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "difference '%s' is unknown; expected some of %s, or %s"
                        .formatted(
                            word,
                            Arrays.stream(values()).map(Difference::setting).toList(),
                            NONE)));
  }
}
