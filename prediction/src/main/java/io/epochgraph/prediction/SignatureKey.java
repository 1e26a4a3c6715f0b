package io.epochgraph.prediction;

import java.util.regex.Pattern;

/**
 * Which signature of a run: how the network became a graph, which node feature was summarised, and
 * how the snapshots were averaged.
 *
 * @param representation the graph, such as {@code rolled}
 * @param feature the node feature, such as {@code degree} or {@code eigenvector}
 * @param aggregator the average over snapshots: {@code raw}, {@code linear} or {@code exponential}
 */
public record SignatureKey(String representation, String feature, String aggregator) {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9._-]+");

  public SignatureKey {
    check("representation", representation);
    check("feature", feature);
    check("aggregator", aggregator);
  }

  private static void check(String name, String value) {
    Require.that(
        PART.matcher(value).matches(),
        "Signature %s is \"%s\"; it must be made of letters, digits, '.', '_' and '-'",
        name,
        value);
  }

  /** Reads {@code representation/feature/aggregator}, such as {@code rolled/degree/raw}. */
  public static SignatureKey parse(String text) {
    String[] parts = text.split("/", -1);
    Require.that(
        parts.length == 3,
        "Signature \"%s\" must read representation/feature/aggregator, such as rolled/degree/raw",
        text);
    return new SignatureKey(parts[0], parts[1], parts[2]);
  }

  /** {@code representation/feature/aggregator}, as {@link #parse} reads it. */
  @Override
  public String toString() {
    return representation + "/" + feature + "/" + aggregator;
  }
}
