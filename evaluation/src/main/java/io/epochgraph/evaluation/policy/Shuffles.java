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
    return policies.stream().map(policy -> score(policy, sweeps)).toList();
  }

  private List<PlayedRun> shuffled(List<PlayedRun> runs, Random random) {
    List<PlayedRun> order = new ArrayList<>(runs);
    Collections.shuffle(order, random);
    return List.copyOf(order.subList(0, draw));
  }

  private PolicyScore score(StoppingPolicy policy, List<List<PlayedRun>> sweeps) {
    var playback = new Playback(parallel);
    List<Played> played =
        sweeps.parallelStream()
            .map(runs -> Played.of(runs, playback.play(runs, policy.forSweep())))
            .toList();
    return new PolicyScore(
        policy.name(),
        Figure.middle(played.stream().mapToDouble(Played::epochs).toArray()),
        Figure.middle(played.stream().mapToDouble(Played::saved).toArray()),
        Figure.middle(played.stream().mapToDouble(Played::regret).toArray()),
        Figure.share((int) played.stream().filter(Played::bestStopped).count(), orders));
  }

  /** What became of one sweep. */
  private record Played(double epochs, double saved, double regret, boolean bestStopped) {
    static Played of(List<PlayedRun> runs, PlayedSweep sweep) {
      double best = runs.stream().mapToDouble(PlayedRun::best).max().orElseThrow();
      double epochs = sweep.epochs();
      return new Played(
          epochs,
          runs.stream().mapToInt(PlayedRun::epochs).sum() / epochs,
          best - sweep.best(),
          stopped(best, runs, sweep));
    }
  }

  private static boolean stopped(double best, List<PlayedRun> runs, PlayedSweep played) {
    return IntStream.range(0, runs.size())
        .filter(i -> runs.get(i).best() == best)
        .allMatch(i -> played.runs().get(i).state() == Progress.State.STOPPED);
  }
}
