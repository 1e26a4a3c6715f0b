package io.epochgraph.cli.graph;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochgraph.math.Aggregates;
import io.epochgraph.math.NodeFeature;
import io.epochgraph.math.NodeLayer;
import io.epochgraph.math.Representation;

/** A report as one JSON object. What is not finite is null, and {@code finite} says so. */
public final class GraphJson {
  private static final JsonMapper JSON = new JsonMapper();

  private final boolean perLayer;

  /**
   * @param perLayer whether each layer's aggregates are wanted besides those of all nodes
   */
  public GraphJson(boolean perLayer) {
    this.perLayer = perLayer;
  }

  /** The object on one line. */
  public String of(GraphReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("network", report.network());
    root.put("representation", report.representation());
    report.probe().ifPresent(probe -> root.put("probe", probe));
    GraphReport.Described first = report.graphs().getFirst();
    root.put("nodes", first.graph().nodes());
    root.put("edges", report.graphs().stream().mapToLong(part -> part.graph().edges()).sum());
    if (report.graphs().size() == 1) {
      describe(first, root);
    } else {
      for (GraphReport.Described part : report.graphs()) {
        ObjectNode node = root.putObject(part(part.representation()));
        node.put("edges", part.graph().edges());
        describe(part, node);
      }
    }
    return root.toString();
  }

  private void describe(GraphReport.Described graph, ObjectNode to) {
    to.put("finite", graph.graph().finite());
    for (NodeFeature feature : graph.features()) {
      feature
          .centrality()
          .ifPresent(
              centrality -> {
                to.put("lambdaMax", centrality.lambdaMax());
                to.put("passes", centrality.passes());
                to.put("residual", centrality.residual());
                to.put("converged", centrality.converged());
              });
    }
    for (NodeFeature feature : graph.features()) {
      to.set(feature.feature().label(), aggregates(feature.whole()));
    }
    if (perLayer) {
      ArrayNode layers = to.putArray("layers");
      for (NodeLayer layer : graph.graph().layers()) {
        ObjectNode node = layers.addObject();
        node.put("layer", layer.name());
        node.put("nodes", layer.size());
        for (NodeFeature feature : graph.features()) {
          node.set(feature.feature().label(), aggregates(feature.of(layer)));
        }
      }
    }
  }

  private static String part(Representation representation) {
    return representation == Representation.UNROLLED_POSITIVE ? "positive" : "negative";
  }

  private static ObjectNode aggregates(Aggregates of) {
    ObjectNode node = JSON.createObjectNode();
    put(node, "median", of.median());
    put(node, "mean", of.mean());
    put(node, "std", of.std());
    put(node, "skewness", of.skewness());
    put(node, "kurtosis", of.kurtosis());
    return node;
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
