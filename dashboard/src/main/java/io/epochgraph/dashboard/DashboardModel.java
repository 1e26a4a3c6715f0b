package io.epochgraph.dashboard;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.contract.Score;
import io.epochgraph.schemas.RunId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;

/**
 * What the topics have said so far, kept in memory. Records may come more than once and in any
 * order across topics; what a higher attempt of a run discards is gone. Safe for use by several
 * threads.
 *
 * <p>Every {@code accept} returns the change that a page should hear of, empty where the record
 * changes nothing, and throws an {@link IllegalArgumentException} where it makes no sense.
 */
public final class DashboardModel {

  private static final int LATEST = 50;

  private final Map<String, RunState> runs = new TreeMap<>();
  private final KnownPredictors known = new KnownPredictors();
  private final Queue<Forecast> latestForecasts =
      new PriorityQueue<>(Comparator.comparing(Forecast::trainedAt));
  private final Map<String, Long> deadLettersByCode = new TreeMap<>();
  private final Deque<Refusal> latestDeadLetters = new ArrayDeque<>();
  private Source source = new Source(false, "the topics have not been read yet");
  private long deadLetters;
  private long unreadable;
  private long revision;

  /** Takes an epoch's manifest. */
  public synchronized Optional<Change> accept(EpochManifest manifest, Instant now) {
    var state = state(manifest.getRun(), manifest.getDescriptor());
    var point = state.accept(manifest);
    return point == null
        ? Optional.empty()
        : Optional.of(new Change("epoch", revise(state, now), point));
  }

  /** Takes a run's record. */
  public synchronized Optional<Change> accept(Run run, Instant now) {
    var state = state(run.getRun(), run.getDescriptor());
    return state.accept(run)
        ? Optional.of(new Change("run", revise(state, now), null))
        : Optional.empty();
  }

  /** Takes a prediction. */
  public synchronized Optional<Change> accept(Prediction prediction, Instant now) {
    var state = state(prediction.getRun(), prediction.getDescriptor());
    var forecast = state.accept(prediction);
    if (forecast == null) {
      return Optional.empty();
    }
    if (forecast.hasPredictor()) {
      latestForecasts.add(forecast);
    }
    if (latestForecasts.size() > LATEST) {
      latestForecasts.remove();
    }
    return Optional.of(new Change("prediction", revise(state, now), forecast));
  }

  /** Takes a score. */
  public synchronized Optional<Change> accept(Score score, Instant now) {
    var state = state(score.getRun(), score.getDescriptor());
    var outcome = state.accept(score);
    return outcome == null
        ? Optional.empty()
        : Optional.of(new Change("score", revise(state, now), outcome));
  }

  /** Takes a predictor: from now on it is known what it is and which runs it was fitted on. */
  public synchronized Optional<Change> accept(Predictor predictor) {
    known.accept(predictor);
    return Optional.of(new Change("predictor", null, null));
  }

  /** Takes a dead letter. */
  public synchronized Optional<Change> accept(DeadLetter letter) {
    var refusal = Refusal.of(letter);
    deadLetters++;
    deadLettersByCode.merge(refusal.code(), 1L, Long::sum);
    latestDeadLetters.addFirst(refusal);
    if (latestDeadLetters.size() > LATEST) {
      latestDeadLetters.removeLast();
    }
    return Optional.of(new Change("dead-letter", null, refusal));
  }

  /** Counts a record that could not be read. */
  public synchronized void countUnreadable() {
    unreadable++;
  }

  /** How far the topics are read. */
  public synchronized Source source() {
    return source;
  }

  /** Notes how far the topics are read; no run is called silent before all of them are. */
  public synchronized void source(Source now) {
    source = now;
  }

  /** Derives which runs are silent; returns one change for each that became so or no longer is. */
  public synchronized List<Change> deriveSilence(Instant now) {
    var changes = new ArrayList<Change>();
    for (RunState state : runs.values()) {
      if (state.derive(source.caughtUp(), now)) {
        state.revised(++revision);
        changes.add(new Change("run", state.row(), null));
      }
    }
    return changes;
  }

  /** All runs, by their ids. */
  public synchronized List<RunRow> runs() {
    return runs.values().stream().map(RunState::row).toList();
  }

  /** One run, or empty where no record of it has come. */
  public synchronized Optional<RunDetail> run(String run) {
    return Optional.ofNullable(runs.get(run))
        .map(
            state ->
                new RunDetail(
                    state.row(),
                    state.epochs(),
                    List.copyOf(state.forecasts()),
                    List.copyOf(state.scores()),
                    latestDeadLetters.stream()
                        .filter(refusal -> run.equals(refusal.run()))
                        .toList()));
  }

  /** All scores that count, those of runs that the predictor was fitted on among them. */
  public synchronized List<Outcome> scores() {
    return runs.values().stream().flatMap(state -> state.scores().stream()).toList();
  }

  /** The model in numbers. */
  public synchronized Summary summary() {
    var byStatus = new TreeMap<String, Integer>();
    var tally = new PredictorTally();
    tally.addKnown(known.all());
    int predictions = 0;
    int scores = 0;
    for (RunState state : runs.values()) {
      byStatus.merge(state.statusName(), 1, Integer::sum);
      tally.addForecasts(state.forecasts());
      var runScores = state.scores();
      tally.addScores(runScores);
      predictions += state.predictions();
      scores += runScores.size();
    }
    return new Summary(
        source,
        byStatus,
        predictions,
        scores,
        deadLetters,
        Map.copyOf(deadLettersByCode),
        unreadable,
        tally.summaries(known),
        latestForecasts.stream()
            .map(forecast -> runs.get(forecast.run()).asKnownNow(forecast))
            .sorted(Comparator.comparing(Forecast::trainedAt).reversed())
            .toList(),
        List.copyOf(latestDeadLetters));
  }

  private RunState state(String run, RunDescriptor descriptor) {
    return runs.computeIfAbsent(RunId.check(run), id -> new RunState(id, descriptor, known));
  }

  private RunRow revise(RunState state, Instant now) {
    state.derive(source.caughtUp(), now);
    state.revised(++revision);
    return state.row();
  }
}
