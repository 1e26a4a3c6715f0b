package io.epochgraph.evaluation.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All that a policy may know of a sweep that is played: the runs begun, each up to now. */
public final class PlayedSweep {

  private final List<Progress> runs = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private double best = Double.NEGATIVE_INFINITY;

  PlayedSweep() {}

  Progress begin(PlayedRun run) {
    var progress = new Progress(run);
    runs.add(progress);
    return progress;
  }

  void train(Progress run) {
    run.train();
    best = Math.max(best, run.best());
    if (run.state() == Progress.State.ENDED) {
      ended.add(run.run());
    }
  }

  /** The runs begun, in the order of their beginning. */
  public List<Progress> runs() {
    return Collections.unmodifiableList(runs);
  }

  /** The runs that came to their recorded end, in that order. */
  public List<String> ended() {
    return Collections.unmodifiableList(ended);
  }

  /** The best accuracy of any run up to now, stopped ones too; −∞ before any is known. */
  public double best() {
    return best;
  }

  /** Epochs trained by all runs together. */
  public int epochs() {
    return runs.stream().mapToInt(Progress::epoch).sum();
  }
}
