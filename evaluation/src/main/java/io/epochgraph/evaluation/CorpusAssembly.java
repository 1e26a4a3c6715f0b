package io.epochgraph.evaluation;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.CurvePoint;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.Run;
import io.epochgraph.contract.RunStatus;
import io.epochgraph.contract.SkippedEpoch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Puts the records of runs together: of each run that has an outcome, what counts in the end. */
public final class CorpusAssembly {

  private static final Set<RunStatus> OUTCOMES =
      EnumSet.of(RunStatus.COMPLETED, RunStatus.EARLY_STOPPED);

  private CorpusAssembly() {}

  /**
   * The runs that have an outcome and statistics. A resumed attempt's first epoch discards that
   * epoch and later ones of lower attempts.
   *
   * @param runs records of the runs topic, in the order of each run's
   * @param statistics in any order
   */
  public static List<CorpusRun> of(Collection<Run> runs, Collection<GraphStatistics> statistics) {
    Map<String, Run> latest = new HashMap<>();
    for (Run run : runs) {
      latest.merge(run.getRun(), run, (a, b) -> b.getAttempt() >= a.getAttempt() ? b : a);
    }
    Map<String, List<GraphStatistics>> byRun = new HashMap<>();
    statistics.forEach(of -> byRun.computeIfAbsent(of.getRun(), run -> new ArrayList<>()).add(of));
    return latest.values().stream()
        .filter(run -> OUTCOMES.contains(run.getStatus()))
        .map(run -> of(run, byRun.getOrDefault(run.getRun(), List.of())))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(run -> run.getRun().getRun()))
        .toList();
  }

  /** The same with a curve that is better known than the published epochs tell. */
  public static CorpusRun withCurve(CorpusRun run, NavigableMap<Integer, Metrics> curve) {
    return CorpusRun.newBuilder(run).setCurve(points(curve)).build();
  }

  private static Optional<CorpusRun> of(Run run, List<GraphStatistics> all) {
    List<GraphStatistics> kept = surviving(all);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    var curve = new TreeMap<Integer, Metrics>();
    for (GraphStatistics statistics : kept) {
      for (SkippedEpoch skipped : statistics.getSkipped()) {
        curve.put(skipped.getEpoch(), skipped.getMetrics());
      }
      curve.put(statistics.getEpoch(), statistics.getMetrics());
    }
    return Optional.of(new CorpusRun(run, points(curve), kept));
  }

  private static List<GraphStatistics> surviving(List<GraphStatistics> all) {
    List<GraphStatistics> latestFirst =
        all.stream()
            .sorted(
                Comparator.comparingInt(GraphStatistics::getAttempt)
                    .reversed()
                    .thenComparingInt(GraphStatistics::getEpoch))
            .toList();
    var kept = new TreeMap<Integer, GraphStatistics>();
    int attempt = Integer.MIN_VALUE;
    int before = Integer.MAX_VALUE;
    int first = Integer.MAX_VALUE;
    for (GraphStatistics statistics : latestFirst) {
      if (statistics.getAttempt() != attempt) {
        attempt = statistics.getAttempt();
        before = Math.min(before, first);
        first = statistics.getEpoch();
      }
      if (statistics.getEpoch() < before) {
        kept.put(statistics.getEpoch(), statistics);
      }
    }
    return List.copyOf(kept.values());
  }

  private static List<CurvePoint> points(NavigableMap<Integer, Metrics> curve) {
    return curve.entrySet().stream()
        .map(entry -> new CurvePoint(entry.getKey(), entry.getValue()))
        .toList();
  }
}
