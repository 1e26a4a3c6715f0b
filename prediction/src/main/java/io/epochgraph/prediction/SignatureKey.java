package io.epochgraph.prediction;

import java.util.regex.Pattern;

/**
 * Which signature of a run: how the network became a graph, which node feature was summarised, how
 * the snapshots were averaged, and over which nodes.
 *
 * @param representation the graph, such as {@code rolled}
 * @param feature the node feature, such as {@code degree} or {@code eigenvector}
 * @param aggregator the average over snapshots: {@code raw}, {@code linear} or {@code exponential}
 * @param layer the layer whose nodes are meant; empty for the whole graph
 */
public record SignatureKey(String representation, String feature, String aggregator, String layer) {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9._-]+");

  public SignatureKey {
    check("representation", representation);
    check("feature", feature);
    check("aggregator", aggregator);
  }

  /** One of the whole graph. */
  public SignatureKey(String representation, String feature, String aggregator) {
    this(representation, feature, aggregator, "");
  }

  private static void check(String name, String value) {
    Require.that(
        PART.matcher(value).matches(),
        "Signature %s is \"%s\"; it must be made of letters, digits, '.', '_' and '-'",
        name,
        value);
  }

  /**
   * Reads {@code representation/feature/aggregator}, such as {@code rolled/degree/raw}, and after
   * one more slash a layer's name.
   */
  public static SignatureKey parse(String text) {
    String[] parts = text.split("/", 4);
    Require.that(
        parts.length >= 3,
        "Signature \"%s\" must read representation/feature/aggregator, such as rolled/degree/raw",
        text);
    return new SignatureKey(parts[0], parts[1], parts[2], parts.length == 4 ? parts[3] : "");
  }

  /** The same of one layer's nodes, or with an empty name of the whole graph. */
  public SignatureKey ofLayer(String newLayer) {
    return new SignatureKey(representation, feature, aggregator, newLayer);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    String whole = representation + "/" + feature + "/" + aggregator;
    return layer.isEmpty() ? whole : whole + "/" + layer;
  }
}
