package io.epochgraph.evaluation.policy;

/**
 * Asynchronous successive halving as a rule for stopping. At the rungs, epochs 1, η, η² and so on,
 * a run goes on if it is among the best ⌈n/η⌉ of the n that have come to the rung so far, itself
 * included; the first η − 1 go on whatever they have reached.
 *
 * <p>L. Li, K. Jamieson, A. Rostamizadeh et al.: A System for Massively Parallel Hyperparameter
 * Tuning, MLSys 2020. There runs are paused and may be promoted later; this variant, which
 * libraries call "stopping", never takes a run up again, and so starts more of them.
 *
 * @param reduction η, at least 2
 */
public record Asha(int reduction) implements StoppingPolicy {

  public Asha {
    if (reduction < 2) {
      throw new IllegalArgumentException("reduction %d: want 2 or more".formatted(reduction));
    }
  }

  @Override
  public String name() {
    return "ASHA, η = %d".formatted(reduction);
  }

  @Override
  public boolean stops(Progress run, PlayedSweep sweep) {
    int rung = run.epoch();
    if (!isRung(rung)) {
      return false;
    }
    Rank rank = Rank.at(rung, run, sweep);
    return rank.of() >= reduction && rank.better() >= Math.ceilDiv(rank.of(), reduction);
  }

  private boolean isRung(int epoch) {
    int rest = epoch;
    while (rest % reduction == 0) {
      rest /= reduction;
    }
    return rest == 1;
  }
}
