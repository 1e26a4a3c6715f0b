package io.epochgraph.cli.sweep;

import io.epochgraph.cli.Stopwatch;
import java.time.Duration;

/**
 * Estimates how long a sweep will go on, from the epochs trained so far: the runs to come are taken
 * to stop as early as those that have ended.
 */
final class TimeLeft {

  private final Stopwatch since = Stopwatch.start();
  private final int plannedEpochs;
  private final int runs;
  private int ended;
  private int endedEpochs;
  private int epochs;

  /**
   * @param runs still to be trained
   * @param plannedEpochs of each
   */
  TimeLeft(int runs, int plannedEpochs) {
    this.runs = runs;
    this.plannedEpochs = plannedEpochs;
  }

  /** One more epoch was trained. */
  void epoch() {
    epochs++;
  }

  /** A run has ended after so many epochs. */
  void ended(int trained) {
    ended++;
    endedEpochs += trained;
  }

  /** What is left, as people read it; a dash before there is anything to go by. */
  @Override
  public String toString() {
    if (epochs == 0) {
      return "–";
    }
    double perRun = ended == 0 ? plannedEpochs : (double) endedEpochs / ended;
    double left = Math.max(0, runs * perRun - epochs) / epochs * since.time().toSeconds();
    Duration time = Duration.ofSeconds((long) left);
    return time.toHours() > 0
        ? "%d h %02d min".formatted(time.toHours(), time.toMinutesPart())
        : time.toMinutes() > 0
            ? "%d min".formatted(time.toMinutes())
            : "%d s".formatted(time.toSeconds());
  }
}
