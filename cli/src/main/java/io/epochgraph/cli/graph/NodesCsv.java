package io.epochgraph.cli.graph;

import io.epochgraph.math.NodeFeature;
import io.epochgraph.math.NodeLayer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Every node's features as comma-separated values. */
public final class NodesCsv {

  private NodesCsv() {}

  /**
   * Writes {@code representation,node,layer,index,degree,eigenvector}: nodes count from 0 over the
   * graph, indices within their layer. Values have all their digits.
   */
  public static void write(GraphReport report, Path file) throws IOException {
    try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
      String features =
          report.graphs().getFirst().features().stream()
              .map(feature -> "," + feature.feature().label())
              .collect(Collectors.joining());
      out.print("representation,node,layer,index" + features + "\n");
      for (GraphReport.Described graph : report.graphs()) {
        for (NodeLayer layer : graph.graph().layers()) {
          for (int node = layer.offset(); node < layer.end(); node++) {
            out.print(graph.representation().label());
            out.print("," + node + "," + quoted(layer.name()) + "," + (node - layer.offset()));
            for (NodeFeature feature : graph.features()) {
              out.print("," + feature.values()[node]);
            }
            out.print("\n");
          }
        }
      }
      if (out.checkError()) {
        throw new IOException(file + ": could not be written");
      }
    }
  }

  private static String quoted(String name) {
    return name.matches("[^\",\\r\\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
