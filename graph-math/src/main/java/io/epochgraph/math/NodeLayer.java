package io.epochgraph.math;

/**
 * Consecutive nodes of a graph that belong to one layer.
 *
 * @param name the network layer's name, or {@code input} for the nodes nothing leads to
 * @param offset index of its first node
 * @param size number of nodes, at least 1
 */
public record NodeLayer(String name, int offset, int size) {

  /** Index after its last node. */
  public int end() {
    return offset + size;
  }
}
