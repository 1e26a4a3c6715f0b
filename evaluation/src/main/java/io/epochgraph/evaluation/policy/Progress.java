package io.epochgraph.evaluation.policy;

/** A run of a played sweep, as far as it is known at the moment. */
public final class Progress {

  /** What has become of a run. */
  public enum State {
    TRAINING,
    /** It came to its recorded end. */
    ENDED,
    /** The policy stopped it. */
    STOPPED
  }

  private final PlayedRun run;
  private final double[] best; // by epoch, of epochs 1 to that one; below all where none is known
  private final double[] mean; // by epoch, of epochs 1 to that one; NaN where none is known
  private int epoch;
  private int known;
  private double sum;
  private State state = State.TRAINING;

  Progress(PlayedRun run) {
    this.run = run;
    this.best = new double[run.epochs() + 1];
    this.mean = new double[run.epochs() + 1];
    best[0] = Double.NEGATIVE_INFINITY;
    mean[0] = Double.NaN;
  }

  /** Trains one epoch more. */
  void train() {
    epoch++;
    double now = run.accuracy(epoch);
    if (!Double.isNaN(now)) {
      sum += now;
      known++;
    }
    best[epoch] = Double.isNaN(now) ? best[epoch - 1] : Math.max(best[epoch - 1], now);
    mean[epoch] = known == 0 ? Double.NaN : sum / known;
    if (epoch == run.epochs()) {
      state = State.ENDED;
    }
  }

  void stop() {
    state = State.STOPPED;
  }

  public String run() {
    return run.id();
  }

  public State state() {
    return state;
  }

  /** The last epoch it has trained; 0 before the first has ended. */
  public int epoch() {
    return epoch;
  }

  /**
   * The validation accuracy after an epoch; NaN where unknown.
   *
   * @throws IllegalArgumentException for an epoch that is yet to come
   */
  public double accuracy(int at) {
    return run.accuracy(past(at));
  }

  /** The best accuracy up to an epoch, the initial weights' apart; −∞ where none is known. */
  public double best(int by) {
    return best[past(by)];
  }

  /** The best accuracy up to now. */
  public double best() {
    return best[epoch];
  }

  /** The accuracies' mean up to an epoch, the initial weights' apart; NaN where none is known. */
  public double mean(int by) {
    return mean[past(by)];
  }

  /** Whether its weights are NaN or infinite. */
  public boolean diverged() {
    return run.divergedBy(epoch);
  }

  private int past(int at) {
    if (at < 0 || at > epoch) {
      throw new IllegalArgumentException(
          "epoch %d of run %s: want 0 to %d, which it has trained".formatted(at, run.id(), epoch));
    }
    return at;
  }
}
