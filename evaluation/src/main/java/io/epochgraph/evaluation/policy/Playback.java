package io.epochgraph.evaluation.policy;

import java.util.Iterator;
import java.util.List;

/**
 * Plays a sweep again from what was recorded of its runs. So many runs train at a time; each epoch
 * takes one tick, whatever it took in reality. The runs' epochs of one tick end one after the
 * other, in the order of their places, and the policy is asked after each. When a run ends or is
 * stopped, the next one takes its place at the next tick.
 *
 * @param parallel places for runs that train at the same time
 */
public record Playback(int parallel) {

  public Playback {
    if (parallel < 1) {
      throw new IllegalArgumentException("%d runs at a time: want 1 or more".formatted(parallel));
    }
  }

  /** The sweep after all of {@code order} has been begun, and ended or stopped. */
  public PlayedSweep play(List<PlayedRun> order, StoppingPolicy policy) {
    var sweep = new PlayedSweep();
    Iterator<PlayedRun> waiting = order.iterator();
    Progress[] places = new Progress[parallel];
    while (fill(places, waiting, sweep)) {
      for (Progress run : places) {
        if (trains(run)) {
          sweep.train(run);
          if (trains(run) && policy.stops(run, sweep)) {
            run.stop();
          }
        }
      }
    }
    return sweep;
  }

  /** Whether any place is taken afterwards. */
  private static boolean fill(Progress[] places, Iterator<PlayedRun> waiting, PlayedSweep sweep) {
    boolean taken = false;
    for (int i = 0; i < places.length; i++) {
      if (!trains(places[i]) && waiting.hasNext()) {
        places[i] = sweep.begin(waiting.next());
      }
      taken |= trains(places[i]);
    }
    return taken;
  }

  private static boolean trains(Progress run) {
    return run != null && run.state() == Progress.State.TRAINING;
  }
}
