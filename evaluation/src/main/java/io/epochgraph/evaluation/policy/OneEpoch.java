package io.epochgraph.evaluation.policy;

import java.util.Locale;

/**
 * Stops runs after their first epoch unless they are among the best share of those that have come
 * so far; the others train to their end.
 *
 * @param share kept, above 0 and at most 1
 */
public record OneEpoch(double share) implements StoppingPolicy {

  public OneEpoch {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share %s: want more than 0, at most 1".formatted(share));
    }
  }

  @Override
  public String name() {
    return String.format(Locale.ROOT, "one epoch, best %.0f %%", share * 100);
  }

  @Override
  public boolean stops(Progress run, PlayedSweep sweep) {
    if (run.epoch() != 1) {
      return false;
    }
    Rank rank = Rank.at(1, run, sweep);
    return rank.better() >= Math.ceil(rank.of() * share);
  }
}
