package io.epochgraph.trainer;

/** The accuracies of a run so far. Epoch 0, untrained, counts for nothing. */
final class Progress {
  private int epochs;
  private int bestEpoch;
  private double best = Double.NaN;
  private double last = Double.NaN;

  void add(int epoch, double accuracy) {
    if (epoch == 0) {
      return;
    }
    epochs = epoch;
    last = accuracy;
    if (!(accuracy <= best)) {
      best = accuracy;
      bestEpoch = epoch;
    }
  }

  boolean stalled(int patience) {
    return patience > 0 && epochs - bestEpoch >= patience;
  }

  RunOutcome outcome(RunOutcome.Status status, String reason) {
    return new RunOutcome(status, epochs, best, last, reason);
  }
}
