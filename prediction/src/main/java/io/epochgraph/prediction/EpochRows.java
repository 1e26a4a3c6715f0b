package io.epochgraph.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The runs usable at one end epoch, as rows, in the order of their ids.
 *
 * @param runs ids, (runs)
 * @param x (runs, columns)
 * @param outcomes (runs)
 * @param lastAccuracy (runs), the latest validation accuracy seen; NaN where none was
 * @param diverged how many more runs had diverged by then
 * @param unusable why each other run could not be used, a sentence each
 */
record EpochRows(
    int endEpoch,
    int snapshots,
    List<String> runs,
    double[][] x,
    double[] outcomes,
    double[] lastAccuracy,
    int diverged,
    List<String> unusable) {

  /** The runs in the order of their ids, whatever order they came in. */
  static List<FittingRun> sorted(List<FittingRun> runs) {
    Set<String> ids = new HashSet<>();
    for (FittingRun run : runs) {
      Require.that(ids.add(run.run()), "Run %s is given twice; each may stand once", run.run());
    }
    return runs.stream().sorted(Comparator.comparing(FittingRun::run)).toList();
  }

  /** The rows of each end epoch that any run has, in the order of epochs. */
  static List<EpochRows> of(List<FittingRun> runs, InputSpec inputs) {
    List<FittingRun> sorted = sorted(runs);
    return sorted.stream()
        .flatMap(run -> run.byEndEpoch().keySet().stream())
        .distinct()
        .sorted()
        .map(endEpoch -> of(sorted, inputs, endEpoch))
        .toList();
  }

  private static EpochRows of(List<FittingRun> sorted, InputSpec inputs, int endEpoch) {
    int snapshots = usualSnapshots(sorted, endEpoch);
    int diverged = 0;
    List<FittingRun> used = new ArrayList<>();
    List<double[]> x = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    for (FittingRun run : sorted) {
      Observation observation = run.byEndEpoch().get(endEpoch);
      if (observation == null) {
        continue;
      }
      if (observation.diverged()) {
        diverged++;
        continue;
      }
      try {
        Require.that(
            observation.snapshots() == snapshots,
            "The window has %s snapshots; most runs' have %s",
            observation.snapshots(),
            snapshots);
        x.add(inputs.columns(observation));
        used.add(run);
      } catch (IllegalArgumentException e) {
        unusable.add("Run %s, epoch %s: %s".formatted(run.run(), endEpoch, e.getMessage()));
      }
    }
    return new EpochRows(
        endEpoch,
        snapshots,
        used.stream().map(FittingRun::run).toList(),
        x.toArray(double[][]::new),
        used.stream().mapToDouble(FittingRun::outcome).toArray(),
        used.stream()
            .mapToDouble(run -> run.byEndEpoch().get(endEpoch).lastValidationAccuracy())
            .toArray(),
        diverged,
        List.copyOf(unusable));
  }

  private static int usualSnapshots(List<FittingRun> runs, int endEpoch) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (FittingRun run : runs) {
      Observation observation = run.byEndEpoch().get(endEpoch);
      if (observation != null) {
        counts.merge(observation.snapshots(), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  int size() {
    return runs.size();
  }

  int columns() {
    return size() == 0 ? 0 : x[0].length;
  }

  /** (runs), whether each outcome is at the threshold or above it. */
  boolean[] high(double threshold) {
    boolean[] high = new boolean[size()];
    for (int i = 0; i < high.length; i++) {
      high[i] = outcomes[i] >= threshold;
    }
    return high;
  }

  EpochRows select(int[] rows) {
    return new EpochRows(
        endEpoch,
        snapshots,
        Arrays.stream(rows).mapToObj(runs::get).toList(),
        Arrays.stream(rows).mapToObj(i -> x[i]).toArray(double[][]::new),
        Arrays.stream(rows).mapToDouble(i -> outcomes[i]).toArray(),
        Arrays.stream(rows).mapToDouble(i -> lastAccuracy[i]).toArray(),
        diverged,
        unusable);
  }
}
