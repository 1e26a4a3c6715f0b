package io.epochgraph.evaluation;

import java.util.Arrays;

/**
 * A score over repeated splits.
 *
 * @param mean of the splits' scores
 * @param low the lowest of them
 * @param high the highest
 */
public record Figure(double mean, double low, double high) {

  static Figure of(double[] scores /* (splits) */) {
    return new Figure(
        Arrays.stream(scores).average().orElse(Double.NaN),
        Arrays.stream(scores).min().orElse(Double.NaN),
        Arrays.stream(scores).max().orElse(Double.NaN));
  }
}
