package io.epochgraph.math;

/**
 * The edges from one node layer to another.
 *
 * @param source index of the node layer with {@code groups * inputs} nodes
 * @param target index of the node layer with {@code outputs} nodes
 * @param groups group g joins the g-th equal share of the source's nodes to that of the target's
 * @param inputs source nodes that a target node is joined to
 * @param weights {@code (outputs, inputs)}, not negative
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Block(int source, int target, int groups, int outputs, int inputs, double[] weights) {

  int sourceSize() {
    return groups * inputs;
  }
}
