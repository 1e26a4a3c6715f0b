package io.epochgraph.cli.torture;

import java.time.Duration;
import java.util.List;

/**
 * What came of it.
 *
 * @param deaths last words of stage processes that ended though nobody ended them
 * @param orphans chunks without a manifest, left by killed trainers
 * @param predictedDuringStorm predictions that came while blows fell
 * @param stormLength from the first blow to the last recovery
 * @param total from start to end
 */
record TortureResult(
    TortureSettings settings,
    Figures figures,
    List<Comparison> comparisons,
    List<String> deaths,
    int orphans,
    int predictedDuringStorm,
    Duration stormLength,
    Duration total) {

  boolean isSound() {
    return comparisons.stream().allMatch(Comparison::isEqual);
  }

  int lost() {
    return comparisons.stream().mapToInt(Comparison::lost).sum();
  }

  int twice() {
    return comparisons.stream().mapToInt(it -> it.twice() + it.foreign()).sum();
  }
}
