package io.epochgraph.cli.replay;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.Score;
import io.epochgraph.predictorstream.Scoring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a predictor does beside another one, on exactly the same runs: those that both predicted
 * after the same epoch and neither was fitted on.
 *
 * @param candidate the judged one
 * @param opponent the other one, or null where there is none
 * @param runs runs that count at any epoch
 * @param leftOut runs with an outcome that one of them was fitted on
 * @param epochs epoch by epoch
 */
public record Comparison(
    String candidate, String opponent, int runs, int leftOut, List<AtEpoch> epochs) {

  /**
   * The predictions made after one epoch.
   *
   * @param runs how many runs
   * @param candidate how the judged one does
   * @param opponent how the other one does; null where there is none
   * @param lastAccuracyError mean absolute error of the last validation accuracy taken as the
   *     prediction; null where one is not known
   * @param difference mean of the judged one's absolute error minus the other one's, run by run;
   *     below 0 the judged one is better; null where there is no other
   */
  public record AtEpoch(
      int epoch,
      int runs,
      Quality candidate,
      Quality opponent,
      Double lastAccuracyError,
      Difference difference) {}

  /** What a prediction and its like have in common. */
  private record At(int epoch, String run) {}

  /** The predictions of one predictor that can be judged, and the runs that it was fitted on. */
  private record Judged(Map<At, Score> scores, Set<String> fittedOn) {}

  /**
   * Compares.
   *
   * @param predictions of both, in any order; the highest attempt of each counts
   * @param runs as their topic has them; the later record of a run counts
   */
  static Comparison of(
      Predictor candidate,
      Optional<Predictor> opponent,
      List<Prediction> predictions,
      List<Run> runs) {
    var ended = new HashMap<String, Run>();
    runs.forEach(it -> ended.put(it.getRun(), it));
    Judged ours = judged(candidate, predictions, ended);
    Optional<Judged> theirs = opponent.map(it -> judged(it, predictions, ended));
    var byEpoch = new TreeMap<Integer, TreeMap<String, At>>();
    for (At at : ours.scores().keySet()) {
      if (theirs.isEmpty() || theirs.get().scores().containsKey(at)) {
        byEpoch.computeIfAbsent(at.epoch(), _ -> new TreeMap<>()).put(at.run(), at);
      }
    }
    var counted = new HashSet<String>();
    var epochs = new ArrayList<AtEpoch>();
    byEpoch.forEach(
        (epoch, here) -> {
          counted.addAll(here.keySet());
          List<Score> our = here.values().stream().map(ours.scores()::get).toList();
          List<Score> their =
              theirs.map(it -> here.values().stream().map(it.scores()::get).toList()).orElse(null);
          epochs.add(
              new AtEpoch(
                  epoch,
                  here.size(),
                  Quality.of(our),
                  their == null ? null : Quality.of(their),
                  lastAccuracyError(our),
                  their == null ? null : Difference.of(our, their)));
        });
    var leftOut = new HashSet<>(ours.fittedOn());
    theirs.ifPresent(it -> leftOut.addAll(it.fittedOn()));
    return new Comparison(
        ReplaySettings.key(candidate),
        opponent.map(ReplaySettings::key).orElse(null),
        counted.size(),
        leftOut.size(),
        epochs);
  }

  private static Judged judged(
      Predictor predictor, List<Prediction> predictions, Map<String, Run> ended) {
    var scores = new HashMap<At, Score>();
    var fittedOn = new HashSet<String>();
    for (Prediction prediction : predictions) {
      Run run = ended.get(prediction.getRun());
      if (run == null
          || prediction.getVersion() != predictor.getVersion()
          || !prediction.getPredictor().equals(predictor.getId())) {
        continue;
      }
      if (prediction.getFittedOn()) {
        fittedOn.add(prediction.getRun());
      }
      Scoring.score(prediction, run)
          .filter(score -> score.getError() != null)
          .ifPresent(
              score ->
                  scores.merge(
                      new At(score.getEpoch(), score.getRun()),
                      score,
                      (a, b) -> b.getAttempt() >= a.getAttempt() ? b : a));
    }
    return new Judged(scores, fittedOn);
  }

  private static Double lastAccuracyError(List<Score> scores) {
    List<Double> errors =
        scores.stream().map(Score::getLastAccuracyError).filter(Objects::nonNull).toList();
    return errors.size() < scores.size()
        ? null
        : (Double) errors.stream().mapToDouble(Math::abs).average().orElse(Double.NaN);
  }
}
