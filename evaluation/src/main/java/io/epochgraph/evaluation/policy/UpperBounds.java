package io.epochgraph.evaluation.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How good runs can become at most, as predictors said that have not seen them.
 *
 * @param byRun by run and by the last epoch that was looked at, fractions
 */
public record UpperBounds(Map<String, NavigableMap<Integer, Double>> byRun) {

  public UpperBounds {
    byRun = Map.copyOf(byRun);
  }

  /** The latest one at an epoch. */
  OptionalDouble latest(String run, int epoch) {
    NavigableMap<Integer, Double> bounds = byRun.get(run);
    Map.Entry<Integer, Double> found = bounds == null ? null : bounds.floorEntry(epoch);
    return found == null ? OptionalDouble.empty() : OptionalDouble.of(found.getValue());
  }

  /** These, and others at epochs of which these say nothing. */
  public UpperBounds otherwise(UpperBounds others) {
    Map<String, NavigableMap<Integer, Double>> both = new HashMap<>();
    others.byRun.forEach((run, bounds) -> both.put(run, new TreeMap<>(bounds)));
    byRun.forEach(
        (run, bounds) -> both.computeIfAbsent(run, any -> new TreeMap<>()).putAll(bounds));
    return new UpperBounds(both);
  }
}
