package io.epochgraph.dashboard;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Adds up how predictors do. */
final class PredictorTally {

  private static final Comparator<PredictorSummary> MOST_USED_FIRST =
      Comparator.comparingInt(PredictorSummary::predictions)
          .reversed()
          .thenComparing(PredictorSummary::predictor)
          .thenComparing(PredictorSummary::version, Comparator.reverseOrder());

  private record Version(String predictor, int version) {}

  private static final class Errors {
    private int count;
    private double predicted;
    private double lastAccuracy;

    void add(Outcome outcome) {
      count++;
      predicted += Math.abs(outcome.error());
      lastAccuracy += Math.abs(outcome.lastAccuracyError());
    }

    Double meanPredicted() {
      return count == 0 ? null : (Double) (predicted / count);
    }

    Double meanLastAccuracy() {
      return count == 0 ? null : (Double) (lastAccuracy / count);
    }
  }

  private static final class Tally {
    private String target = "";
    private int predictions;
    private final Errors all = new Errors();
    private final Map<Integer, Errors> byEpoch = new TreeMap<>();
    private final Set<String> runs = new HashSet<>();
    private int verdicts;
    private int right;
  }

  private final Map<Version, Tally> tallies =
      new TreeMap<>(Comparator.comparing(Version::predictor).thenComparingInt(Version::version));

  void addForecasts(Collection<Forecast> forecasts) {
    for (Forecast forecast : forecasts) {
      if (!forecast.predictor().isEmpty()) {
        var tally = of(forecast.predictor(), forecast.version(), forecast.target());
        tally.predictions++;
      }
    }
  }

  void addScores(Collection<Outcome> scores) {
    for (Outcome score : scores) {
      var tally = of(score.predictor(), score.version(), score.target());
      if (score.fittedOn()) {
        continue;
      }
      if (score.verdictRight() != null) {
        tally.verdicts++;
        tally.right += score.verdictRight() ? 1 : 0;
      }
      if (score.error() != null && score.lastAccuracyError() != null) {
        tally.all.add(score);
        tally.byEpoch.computeIfAbsent(score.epoch(), _ -> new Errors()).add(score);
        tally.runs.add(score.run());
      }
    }
  }

  List<PredictorSummary> summaries(FittedRuns fittedRuns) {
    return tallies.entrySet().stream()
        .map(entry -> summary(entry.getKey(), entry.getValue(), fittedRuns))
        .sorted(MOST_USED_FIRST)
        .toList();
  }

  private Tally of(String predictor, int version, String target) {
    var tally = tallies.computeIfAbsent(new Version(predictor, version), _ -> new Tally());
    if (target != null) {
      tally.target = target;
    }
    return tally;
  }

  private static PredictorSummary summary(Version version, Tally tally, FittedRuns fittedRuns) {
    return new PredictorSummary(
        version.predictor(),
        version.version(),
        tally.target,
        fittedRuns.count(version.predictor(), version.version()),
        tally.predictions,
        tally.all.count,
        tally.runs.size(),
        tally.all.meanPredicted(),
        tally.all.meanLastAccuracy(),
        tally.verdicts == 0 ? null : (Double) ((double) tally.right / tally.verdicts),
        tally.byEpoch.entrySet().stream()
            .map(
                entry ->
                    new PredictorSummary.AtEpoch(
                        entry.getKey(),
                        entry.getValue().count,
                        entry.getValue().meanPredicted(),
                        entry.getValue().meanLastAccuracy()))
            .toList());
  }
}
