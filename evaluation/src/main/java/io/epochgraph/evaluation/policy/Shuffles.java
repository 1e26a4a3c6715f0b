package io.epochgraph.evaluation.policy;

import io.epochgraph.evaluation.Figure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Plays sweeps in random orders, the same for each policy.
 *
 * @param orders how many
 * @param draw runs in a sweep, drawn anew for each order; with fewer than there are, the best run
 *     is not always the same
 * @param parallel runs that train at the same time
 * @param seed of the orders
 */
public record Shuffles(int orders, int draw, int parallel, long seed) {

  public Shuffles {
    if (orders < 1 || draw < 1) {
      throw new IllegalArgumentException(
          "%d orders of %d runs: want 1 or more of either".formatted(orders, draw));
    }
  }

  /** The policies' scores, in their order. Costs milliseconds a sweep of hundreds of runs. */
  public List<PolicyScore> of(List<PlayedRun> runs, List<StoppingPolicy> policies) {
    if (draw > runs.size()) {
      throw new IllegalArgumentException(
          "sweeps of %d runs: there are only %d".formatted(draw, runs.size()));
    }
    var random = new Random(seed); // one for all: seeds in a row make orders that are alike
    List<List<PlayedRun>> sweeps = new ArrayList<>();
    for (int i = 0; i < orders; i++) {
      sweeps.add(shuffled(runs, random));
    }
    return policies.parallelStream().map(policy -> score(policy, sweeps)).toList();
  }

  private List<PlayedRun> shuffled(List<PlayedRun> runs, Random random) {
    List<PlayedRun> order = new ArrayList<>(runs);
    Collections.shuffle(order, random);
    return List.copyOf(order.subList(0, draw));
  }

  private PolicyScore score(StoppingPolicy policy, List<List<PlayedRun>> sweeps) {
    var playback = new Playback(parallel);
    double[] epochs = new double[orders];
    double[] saved = new double[orders];
    double[] regret = new double[orders];
    int bestStopped = 0;
    for (int i = 0; i < orders; i++) {
      List<PlayedRun> runs = sweeps.get(i);
      double best = runs.stream().mapToDouble(PlayedRun::best).max().orElseThrow();
      PlayedSweep played = playback.play(runs, policy);
      epochs[i] = played.epochs();
      saved[i] = runs.stream().mapToInt(PlayedRun::epochs).sum() / epochs[i];
      regret[i] = best - played.best();
      bestStopped += stopped(best, runs, played) ? 1 : 0;
    }
    return new PolicyScore(
        policy.name(),
        Figure.middle(epochs),
        Figure.middle(saved),
        Figure.middle(regret),
        Figure.share(bestStopped, orders));
  }

  private static boolean stopped(double best, List<PlayedRun> runs, PlayedSweep played) {
    return IntStream.range(0, runs.size())
        .filter(i -> runs.get(i).best() == best)
        .allMatch(i -> played.runs().get(i).state() == Progress.State.STOPPED);
  }
}
