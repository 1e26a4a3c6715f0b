package io.epochgraph.cli.sweep;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.trainer.EpochMetrics;
import io.epochgraph.trainer.RunOutcome;
import io.epochgraph.trainer.RunSettings;
import io.epochgraph.trainer.SweepListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the runs of a sweep: from the trainer how far each is, from the predictions
 * topic what is predicted. Safe for use by several threads.
 */
final class Board implements SweepListener {

  private final Map<String, State> states = new LinkedHashMap<>();
  private final String champion;

  /** What changes of a run. */
  private static final class State {
    private final RunSettings settings;
    private final List<Prediction> live = new ArrayList<>();
    private final Set<Integer> seen = new HashSet<>();
    private int epoch = -1;
    private double done;
    private double accuracy = Double.NaN;
    private Prediction latest;
    private boolean fittedOn;
    private RunOutcome outcome;

    State(RunSettings settings) {
      this.settings = settings;
    }
  }

  /**
   * A board of {@code runs}.
   *
   * @param champion the id of the predictor whose predictions it shows
   */
  Board(List<RunSettings> runs, String champion) {
    runs.forEach(run -> states.put(run.run(), new State(run)));
    this.champion = champion;
  }

  @Override
  public synchronized void batches(RunSettings run, int epoch, int done, int total) {
    State state = states.get(run.run());
    state.done = (epoch - 1 + (double) done / total) / run.epochs();
  }

  @Override
  public synchronized void epoch(RunSettings run, int epoch, EpochMetrics metrics) {
    State state = states.get(run.run());
    state.epoch = epoch;
    state.done = (double) epoch / run.epochs();
    state.accuracy = metrics.validationAccuracy();
  }

  @Override
  public synchronized void ended(RunSettings run, RunOutcome outcome) {
    State state = states.get(run.run());
    state.outcome = outcome;
    state.done = 1;
    notifyAll();
  }

  /** Takes a prediction; returns whether it is one to show: the champion's, of one of our runs. */
  synchronized boolean predicted(Prediction prediction) {
    State state = states.get(prediction.getRun());
    if (state == null) {
      return false;
    }
    state.seen.add(prediction.getEpoch());
    notifyAll();
    if (!isChampions(prediction)) {
      return false;
    }
    state.latest = prediction;
    if (isLive(prediction, state)) {
      state.live.add(prediction);
    }
    return prediction.getStatus() != PredictionStatus.NO_PREDICTOR;
  }

  /** Notes the runs that the champion was fitted on. */
  synchronized void fittedOn(List<String> runs) {
    runs.stream().filter(states::containsKey).forEach(run -> states.get(run).fittedOn = true);
  }

  /** All runs, in the sweep's order. */
  synchronized List<RunView> runs() {
    return states.values().stream().map(Board::view).toList();
  }

  /** How many runs have ended. */
  synchronized int ended() {
    return (int) states.values().stream().filter(state -> state.outcome != null).count();
  }

  /**
   * Waits until at least {@code runs} runs have ended and the stages have spoken of their last
   * epochs.
   *
   * @return whether it came to that in time
   */
  synchronized boolean awaitEnded(int runs, long patienceMillis) throws InterruptedException {
    long deadline = System.nanoTime() + patienceMillis * 1_000_000;
    while (settled() < runs) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private long settled() {
    return states.values().stream()
        .filter(state -> state.outcome != null)
        .filter(
            state ->
                state.outcome.status() == RunOutcome.Status.FAILED
                    || state.seen.contains(state.outcome.epochs()))
        .count();
  }

  /** Where the record does not say, by the id. */
  private boolean isChampions(Prediction prediction) {
    return prediction.getChampion() == null
        ? prediction.getPredictor().equals(champion) || prediction.getPredictor().isEmpty()
        : prediction.getChampion();
  }

  private static boolean isLive(Prediction prediction, State state) {
    return prediction.getStatus() == PredictionStatus.PREDICTED
        && !prediction.getFittedOn()
        && prediction.getEpoch() < state.settings.epochs()
        && (state.outcome == null || prediction.getEpoch() < state.outcome.epochs());
  }

  private static RunView view(State state) {
    return new RunView(
        state.settings,
        state.epoch,
        state.done,
        state.accuracy,
        Optional.ofNullable(state.latest),
        List.copyOf(state.live),
        state.fittedOn,
        Optional.ofNullable(state.outcome));
  }
}
