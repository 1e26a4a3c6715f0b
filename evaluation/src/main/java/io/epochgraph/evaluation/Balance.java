package io.epochgraph.evaluation;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.prediction.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** As many high runs as low ones, as the paper takes them. */
public final class Balance {

  private Balance() {}

  /**
   * All runs of the rarer kind and as many of the other, in the corpus's order.
   *
   * @param threshold outcomes from here on are high; a fraction
   * @param seed of the draw
   * @throws IllegalArgumentException where all runs are high, or all low
   */
  public static List<CorpusRun> of(
      List<CorpusRun> corpus, Target target, double threshold, long seed) {
    Map<Boolean, List<CorpusRun>> byKind =
        corpus.stream()
            .collect(
                Collectors.partitioningBy(
                    run -> CorpusObservations.outcome(run, target) >= threshold));
    int each = Math.min(byKind.get(true).size(), byKind.get(false).size());
    if (each == 0) {
      throw new IllegalArgumentException(
          "%d runs, %d of them high (from %s on): want some of either kind to balance"
              .formatted(corpus.size(), byKind.get(true).size(), threshold));
    }
    var random = new Random(seed);
    Set<String> drawn = new HashSet<>();
    for (boolean high : new boolean[] {false, true}) {
      List<CorpusRun> kind = new ArrayList<>(byKind.get(high));
      Collections.shuffle(kind, random);
      kind.subList(0, each).forEach(run -> drawn.add(run.getRun().getRun()));
    }
    return corpus.stream().filter(run -> drawn.contains(run.getRun().getRun())).toList();
  }
}
