package io.epochgraph.math;

/**
 * Channels of a layer's weights that belong to a layer of nodes.
 *
 * @param nodeLayer index of the layer of nodes
 * @param from its first channel's index among those of the weights
 * @param count number of its channels
 */
record ChannelRange(int nodeLayer, int from, int count) {

  /** The first channel within this range that belongs to a group of so many; counted from 0. */
  int first(int group, int size) {
    return Math.max(0, group * size - from);
  }

  /** After the last channel within this range that belongs to a group of so many. */
  int last(int group, int size) {
    return Math.min(count, (group + 1) * size - from);
  }
}
