package io.epochgraph.evaluation.policy;

import java.util.List;

/** Small sweeps for tests. */
final class Sweeps {

  private Sweeps() {}

  /** A run with these accuracies after its epochs, and a tenth before. */
  static PlayedRun run(String id, double... accuracy) {
    double[] all = new double[accuracy.length + 1];
    all[0] = 0.1;
    System.arraycopy(accuracy, 0, all, 1, accuracy.length);
    return new PlayedRun(id, all);
  }

  /** How far each run got, one training at a time, in order. */
  static List<Integer> epochs(StoppingPolicy policy, PlayedRun... runs) {
    return epochs(new Playback(1).play(List.of(runs), policy));
  }

  static List<Integer> epochs(PlayedSweep sweep) {
    return sweep.runs().stream().map(Progress::epoch).toList();
  }
}
