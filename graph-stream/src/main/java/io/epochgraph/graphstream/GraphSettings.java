package io.epochgraph.graphstream;

import io.epochgraph.math.GraphChoice;
import io.epochgraph.stage.StageSettings;
import java.util.Set;

/**
 * What graph-stream computes, and up to which size.
 *
 * @param choice the graphs and features: {@code epochgraph.graph.representations}, {@code
 *     epochgraph.graph.features} and {@code epochgraph.graph.shortcuts}
 * @param differences the graphs of what training has changed: {@code epochgraph.graph.differences};
 *     none by default, as each reads as many weights again
 * @param maxBytes of heap that one epoch's graphs may take: {@code epochgraph.graph.max.megabytes};
 *     by default half of the heap
 */
record GraphSettings(GraphChoice choice, Set<Difference> differences, long maxBytes) {

  private static final int MEGABYTE = 1_000_000;

  static GraphSettings of(StageSettings settings) {
    int half = Math.toIntExact(Math.max(1, Runtime.getRuntime().maxMemory() / 2 / MEGABYTE));
    return new GraphSettings(
        GraphChoice.of(
            settings.words("graph.representations", "rolled"),
            settings.words("graph.features", "degree,eigenvector"),
            String.join(",", settings.words("graph.shortcuts", "left-out"))),
        Difference.of(settings.words("graph.differences", "none")),
        (long) settings.option("graph.max.megabytes", half, 1) * MEGABYTE);
  }
}
