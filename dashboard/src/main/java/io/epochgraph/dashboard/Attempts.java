package io.epochgraph.dashboard;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which epochs of a run count. The first epoch of an attempt discards that epoch and later ones of
 * lower attempts.
 */
final class Attempts {

  private final NavigableMap<Integer, Integer> firstEpochs = new TreeMap<>();

  /** Notes an epoch's manifest; returns whether it is the first one of its attempt. */
  boolean note(int attempt, int epoch) {
    return firstEpochs.putIfAbsent(attempt, epoch) == null;
  }

  /** Whether a higher attempt has discarded this epoch. */
  boolean discarded(int attempt, int epoch) {
    return firstEpochs.tailMap(attempt, false).values().stream().anyMatch(first -> first <= epoch);
  }

  /** The highest attempt with an epoch; 0 where there is none. */
  int highest() {
    return firstEpochs.isEmpty() ? 0 : firstEpochs.lastKey();
  }
}
