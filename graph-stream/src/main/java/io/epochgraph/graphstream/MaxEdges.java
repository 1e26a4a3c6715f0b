package io.epochgraph.graphstream;

import io.epochgraph.stage.StageSettings;

/** The rule for the largest rolled graph that an instance takes on. */
final class MaxEdges {

  private static final int BYTES_PER_EDGE = 8;
  private static final int MILLION = 1_000_000;

  private MaxEdges() {}

  /** {@code epochgraph.graph.max.million.edges}; by default what half of the heap can hold. */
  static long of(StageSettings settings) {
    long byHeap = Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_EDGE;
    int byDefault = Math.toIntExact(Math.max(1, byHeap / MILLION));
    return (long) settings.option("graph.max.million.edges", byDefault, 1) * MILLION;
  }
}
