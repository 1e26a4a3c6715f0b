package io.epochgraph.dashboard;

import io.epochgraph.contract.Predictor;
import io.epochgraph.schemas.Champions.Role;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Adds up how predictors do. */
final class PredictorTally {

  /** Champions first and retired ones last, then those with most predictions first. */
  private static final Comparator<PredictorSummary> ORDER =
      Comparator.comparingInt(PredictorTally::rank)
          .thenComparing(PredictorSummary::predictions, Comparator.reverseOrder())
          .thenComparing(PredictorSummary::predictor)
          .thenComparing(PredictorSummary::version, Comparator.reverseOrder());

  private record Version(String predictor, int version) {}

  private static final class Errors {
    private int count;
    private double predicted;
    private double lastAccuracy;
    private final Verdicts verdicts = new Verdicts();
    private final Verdicts lastVerdicts = new Verdicts();

    void add(Outcome outcome) {
      verdicts.add(outcome.verdictRight());
      lastVerdicts.add(outcome.lastAccuracyRight());
      if (outcome.error() != null && outcome.lastAccuracyError() != null) {
        count++;
        predicted += Math.abs(outcome.error());
        lastAccuracy += Math.abs(outcome.lastAccuracyError());
      }
    }

    Double meanPredicted() {
      return count == 0 ? null : (Double) (predicted / count);
    }

    Double meanLastAccuracy() {
      return count == 0 ? null : (Double) (lastAccuracy / count);
    }
  }

  private static final class Verdicts {
    private int count;
    private int right;

    void add(Boolean verdict) {
      if (verdict != null) {
        count++;
        right += verdict ? 1 : 0;
      }
    }

    Double share() {
      return count == 0 ? null : (Double) ((double) right / count);
    }
  }

  private static final class Tally {
    private String target = "";
    private int predictions;
    private final Errors all = new Errors();
    private final Map<Integer, Errors> byEpoch = new TreeMap<>();
    private final Set<String> runs = new HashSet<>();
  }

  private final Map<Version, Tally> tallies =
      new TreeMap<>(Comparator.comparing(Version::predictor).thenComparingInt(Version::version));

  /** Those that are on the topic, whether they have predicted or not. */
  void addKnown(Collection<Predictor> known) {
    known.forEach(it -> of(it.getId(), it.getVersion(), it.getTarget().name()));
  }

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
      tally.all.add(score);
      tally.byEpoch.computeIfAbsent(score.epoch(), _ -> new Errors()).add(score);
      if (score.error() != null && score.lastAccuracyError() != null) {
        tally.runs.add(score.run());
      }
    }
  }

  List<PredictorSummary> summaries(KnownPredictors known) {
    return tallies.entrySet().stream()
        .map(entry -> summary(entry.getKey(), entry.getValue(), known))
        .sorted(ORDER)
        .toList();
  }

  private Tally of(String predictor, int version, String target) {
    var tally = tallies.computeIfAbsent(new Version(predictor, version), _ -> new Tally());
    if (target != null) {
      tally.target = target;
    }
    return tally;
  }

  private static PredictorSummary summary(Version version, Tally tally, KnownPredictors known) {
    return new PredictorSummary(
        version.predictor(),
        version.version(),
        role(known.role(version.predictor(), version.version())),
        tally.target,
        known.fittedRuns(version.predictor(), version.version()),
        tally.predictions,
        tally.all.count,
        tally.runs.size(),
        tally.all.meanPredicted(),
        tally.all.meanLastAccuracy(),
        tally.all.verdicts.share(),
        tally.all.lastVerdicts.share(),
        tally.byEpoch.entrySet().stream()
            .map(
                entry ->
                    new PredictorSummary.AtEpoch(
                        entry.getKey(),
                        entry.getValue().count,
                        entry.getValue().meanPredicted(),
                        entry.getValue().meanLastAccuracy(),
                        entry.getValue().verdicts.share(),
                        entry.getValue().lastVerdicts.share()))
            .toList());
  }

  private static int rank(PredictorSummary summary) {
    return switch (summary.role()) {
      case "CHAMPION" -> 0;
      case "RETIRED" -> 2;
      case null, default -> 1;
    };
  }

  private static String role(Role role) {
    return role == null ? null : role.name();
  }
}
