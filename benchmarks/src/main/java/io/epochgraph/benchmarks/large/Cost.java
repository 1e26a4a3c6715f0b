package io.epochgraph.benchmarks.large;

import java.util.List;

/**
 * What the epochs of a network cost; seconds, one figure a round.
 *
 * @param produce raw Kafka's, for as many bytes
 * @param publish from a file to the manifest's acknowledgement
 * @param consume raw Kafka's
 * @param statistics from the manifest to the committed statistics
 * @param trained seconds to publish the epoch from a trainer's memory with a copy
 */
record Cost(
    LargeNetwork network,
    int chunks,
    List<Double> produce,
    List<Double> publish,
    List<Double> consume,
    List<Double> statistics,
    Memory publisher,
    Memory stage,
    double trained,
    Memory trainer) {

  /** Of all rounds, the one in the middle. */
  static double median(List<Double> seconds) {
    return seconds.stream().sorted().toList().get(seconds.size() / 2);
  }

  double megabytes(List<Double> seconds) {
    return network.bytes() / 1e6 / median(seconds);
  }
}
