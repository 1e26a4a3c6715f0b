package io.epochgraph.evaluation.policy;

/**
 * Where a run stands at an epoch among those that have come to it.
 *
 * @param better how many have a higher accuracy there
 * @param of how many there are, the run included
 */
record Rank(int better, int of) {

  /** Runs whose accuracy is unknown there are not counted; the run itself is. */
  static Rank at(int epoch, Progress run, PlayedSweep sweep) {
    double own = run.accuracy(epoch);
    int better = 0;
    int of = 0;
    for (Progress other : sweep.runs()) {
      if (other == run) {
        of++;
      } else if (other.epoch() >= epoch && !Double.isNaN(other.accuracy(epoch))) {
        of++;
        better += other.accuracy(epoch) > own ? 1 : 0;
      }
    }
    return new Rank(better, of);
  }
}
