package io.epochgraph.cli.graph;

import io.epochgraph.math.Aggregates;
import io.epochgraph.math.Centrality;
import io.epochgraph.math.NodeFeature;
import io.epochgraph.math.NodeLayer;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** A report as tables for people. */
public final class GraphText {
  private final boolean perLayer;

  /**
   * @param perLayer whether each layer's aggregates are wanted besides those of all nodes
   */
  public GraphText(boolean perLayer) {
    this.perLayer = perLayer;
  }

  /** The lines, the last one ended. */
  public String of(GraphReport report) {
    var text = new Formatter(Locale.ROOT);
    for (GraphReport.Described graph : report.graphs()) {
      append(text, report.network(), graph);
    }
    report.probe().ifPresent(p -> text.format("%nweighted by the activations of %s%n", p));
    return text.toString();
  }

  private void append(Formatter text, String network, GraphReport.Described graph) {
    text.format(
        "%s, %s: %,d nodes, %,d edges%n",
        network, graph.representation().label(), graph.graph().nodes(), graph.graph().edges());
    if (!graph.graph().finite()) {
      text.format("some weights are NaN or infinite: the network diverged%n");
    }
    graph.features().forEach(feature -> feature.centrality().ifPresent(c -> append(text, c)));
    int width = nameWidth(graph);
    head(text, width, "");
    for (NodeFeature feature : graph.features()) {
      row(text, width, feature.feature().label(), feature.whole());
    }
    if (perLayer) {
      for (NodeFeature feature : graph.features()) {
        head(text, width, feature.feature().label());
        for (NodeLayer layer : graph.graph().layers()) {
          row(text, width, layer.name(), feature.of(layer));
        }
      }
    }
  }

  private static void append(Formatter text, Centrality centrality) {
    text.format(
        "largest eigenvalue %.10g, residual %.1e after %d passes%s%n",
        centrality.lambdaMax(),
        centrality.residual(),
        centrality.passes(),
        centrality.converged() ? "" : ", NOT converged");
  }

  private int nameWidth(GraphReport.Described graph) {
    int longest = "eigenvector".length();
    if (perLayer) {
      for (NodeLayer layer : graph.graph().layers()) {
        longest = Math.max(longest, layer.name().length());
      }
    }
    return longest;
  }

  private static void head(Formatter text, int width, String title) {
    text.format("%n%s", padded(title, width));
    for (String column : List.of("median", "mean", "std", "skewness", "kurtosis")) {
      text.format("%14s", column);
    }
    text.format("%n");
  }

  private static void row(Formatter text, int width, String name, Aggregates of) {
    text.format("%s", padded(name, width));
    for (double value : of.toArray()) {
      text.format("%14s", Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "–");
    }
    text.format("%n");
  }

  private static String padded(String name, int width) {
    return name + " ".repeat(width - name.length());
  }
}
