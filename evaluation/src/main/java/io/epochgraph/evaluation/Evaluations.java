package io.epochgraph.evaluation;

import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.Division;
import io.epochgraph.prediction.Evaluation;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.Forecast;
import io.epochgraph.prediction.HeldOut;
import io.epochgraph.prediction.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Judges ways of predicting by k-fold cross-validation on a corpus, repeated with other folds.
 *
 * @param folds runs are divided into
 * @param repeats with other divisions
 * @param seed of the first division and of the fits; the same gives the same figures
 */
public record Evaluations(int folds, int repeats, long seed) {
  private static final int LEAST_RUNS = 8;
  private static final int DRAWS = 200;

  public Evaluations {
    if (folds < 2 || repeats < 1) {
      throw new IllegalArgumentException(
          "folds %d, repeats %d: want 2 folds or more, and 1 repeat or more"
              .formatted(folds, repeats));
    }
  }

  /**
   * What each way said of each run, by division and end epoch.
   *
   * @param runs whose observations have what the ways look at
   * @param threshold outcomes from here on are high, a fraction
   */
  public Map<Way, List<SortedMap<Integer, List<HeldOut>>>> heldOut(
      List<FittingRun> runs, List<Way> ways, Target target, double threshold, Setting.Split split) {
    List<Map.Entry<Way, Integer>> tasks =
        ways.stream()
            .flatMap(way -> IntStream.range(0, repeats).mapToObj(r -> Map.entry(way, r)))
            .toList();
    List<SortedMap<Integer, List<HeldOut>>> done =
        tasks.parallelStream()
            .map(
                task ->
                    heldOut(runs, task.getKey(), target, threshold, split, seed + task.getValue()))
            .toList();
    Map<Way, List<SortedMap<Integer, List<HeldOut>>>> byWay = new LinkedHashMap<>();
    for (int i = 0; i < tasks.size(); i++) {
      byWay.computeIfAbsent(tasks.get(i).getKey(), _ -> new ArrayList<>()).add(done.get(i));
    }
    return byWay;
  }

  private SortedMap<Integer, List<HeldOut>> heldOut(
      List<FittingRun> runs,
      Way way,
      Target target,
      double threshold,
      Setting.Split split,
      long divisionSeed) {
    FittingSettings settings =
        FittingSettings.of("evaluated", new Cohort("any", "any"), way.inputs())
            .withTarget(target)
            .withThreshold(threshold)
            .withMinimumRuns(LEAST_RUNS);
    Division division =
        switch (split) {
          case RANDOM -> new Division.Stratified();
          case GROUPED -> new Division.Grouped(Evaluations::learningRate);
        };
    return switch (way.method()) {
      case Way.Method.Models(var models) ->
          Evaluation.heldOut(runs, settings.withModels(models), division, folds, divisionSeed);
      case Way.Method.Baseline(var estimator) ->
          Evaluation.heldOut(runs, settings, estimator, division, folds, divisionSeed);
      case Way.Method.LastAccuracy _ ->
          Evaluation.heldOut(
              runs, settings, (_, _) -> _ -> 0, new Division.Stratified(), folds, divisionSeed);
    };
  }

  private static String learningRate(FittingRun run) {
    return run.byEndEpoch().values().stream()
        .map(observation -> Double.toString(observation.settings().learningRate()))
        .findFirst()
        .orElse("unknown");
  }

  /** Scores of what {@link #heldOut} gave. */
  public List<WayScores> scores(
      Map<Way, List<SortedMap<Integer, List<HeldOut>>>> heldOut,
      double threshold,
      boolean diverged) {
    return heldOut.entrySet().parallelStream()
        .map(entry -> scores(entry.getKey(), entry.getValue(), threshold, diverged))
        .toList();
  }

  private WayScores scores(
      Way way,
      List<SortedMap<Integer, List<HeldOut>>> divisions,
      double threshold,
      boolean diverged) {
    SortedMap<Integer, WayScores.AtEpoch> byEpoch = new TreeMap<>();
    for (int epoch : divisions.getFirst().keySet()) {
      List<List<HeldOut>> all =
          divisions.stream()
              .filter(division -> division.containsKey(epoch))
              .map(division -> counted(division.get(epoch), diverged))
              .toList();
      byEpoch.put(epoch, atEpoch(way, all, threshold));
    }
    return new WayScores(way.name(), byEpoch);
  }

  private WayScores.AtEpoch atEpoch(Way way, List<List<HeldOut>> divisions, double threshold) {
    Measures.Coverage coverage = Measures.coverage(divisions);
    List<Measures> measured =
        divisions.stream().map(division -> measures(way, division, threshold)).toList();
    List<Measures> drawn =
        new Bootstrap(DRAWS, seed).of(divisions.getFirst(), all -> measures(way, all, threshold));
    return new WayScores.AtEpoch(
        divisions.getFirst().size(),
        figure(measured, drawn, Measures::right),
        figure(measured, drawn, Measures::error),
        figure(measured, drawn, Measures::r2),
        figure(measured, drawn, Measures::tau),
        coverage.share(),
        coverage.width());
  }

  /** The mean of the divisions', with the first one's interval around it. */
  private static Figure figure(
      List<Measures> measured, List<Measures> drawn, ToDoubleFunction<Measures> which) {
    double mean = measured.stream().mapToDouble(which).average().orElseThrow();
    return Bootstrap.interval(
            which.applyAsDouble(measured.getFirst()), drawn.stream().mapToDouble(which).toArray())
        .around(mean);
  }

  private static Measures measures(Way way, List<HeldOut> all, double threshold) {
    return way.method() instanceof Way.Method.LastAccuracy
        ? Measures.ofLastAccuracy(all, threshold)
        : Measures.of(all, threshold);
  }

  /**
   * By how much the first way is better than the second, in the mean of all divisions; without runs
   * that have diverged.
   */
  public Gain gain(
      Map<Way, List<SortedMap<Integer, List<HeldOut>>>> heldOut,
      String better,
      String than,
      double threshold) {
    Map<String, List<SortedMap<Integer, List<HeldOut>>>> byName =
        heldOut.entrySet().stream()
            .collect(Collectors.toMap(it -> it.getKey().name(), Map.Entry::getValue));
    SortedMap<Integer, Gain.AtEpoch> byEpoch = new TreeMap<>();
    for (int epoch : byName.get(better).getFirst().keySet()) {
      List<PairedDraws> divisions =
          IntStream.range(0, byName.get(better).size())
              .mapToObj(
                  i ->
                      PairedDraws.of(
                          predicted(byName.get(better).get(i), epoch),
                          predicted(byName.get(than).get(i), epoch),
                          new Bootstrap(DRAWS, seed),
                          threshold))
              .flatMap(Optional::stream)
              .toList();
      if (!divisions.isEmpty()) {
        byEpoch.put(epoch, PairedDraws.gain(divisions));
      }
    }
    return new Gain(better, than, byEpoch);
  }

  private static List<HeldOut> predicted(SortedMap<Integer, List<HeldOut>> division, int epoch) {
    return counted(division.getOrDefault(epoch, List.of()), false);
  }

  private static List<HeldOut> counted(List<HeldOut> all, boolean diverged) {
    return diverged
        ? all
        : all.stream().filter(it -> it.forecast() instanceof Forecast.Predicted).toList();
  }
}
