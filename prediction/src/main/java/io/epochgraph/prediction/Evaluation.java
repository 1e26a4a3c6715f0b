package io.epochgraph.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges a way of fitting by runs it has not seen.
 *
 * @param threshold what outcomes were high
 * @param epochs by end epoch, in order
 */
public record Evaluation(double threshold, List<Epoch> epochs) {
  public Evaluation {
    epochs = List.copyOf(epochs);
  }

  /**
   * One end epoch.
   *
   * @param runs how many runs were estimated, each once
   * @param predictor the scores of the fitted predictors
   * @param lastAccuracy those of the plain forecast that a run ends where it stands; NaN where a
   *     validation accuracy is unknown
   */
  public record Epoch(int endEpoch, int runs, Scores predictor, Scores lastAccuracy) {
    private static Epoch of(int endEpoch, List<HeldOut> all, double threshold) {
      List<HeldOut> rows =
          all.stream().filter(it -> it.forecast() instanceof Forecast.Predicted).toList();
      int runs = rows.size();
      double[] estimates = new double[runs];
      double[] stands = new double[runs];
      double[] outcomes = new double[runs];
      boolean[] high = new boolean[runs];
      boolean[] saidHigh = new boolean[runs];
      boolean[] standsHigh = new boolean[runs];
      for (int i = 0; i < runs; i++) {
        var forecast = (Forecast.Predicted) rows.get(i).forecast();
        estimates[i] = forecast.accuracy();
        saidHigh[i] = forecast.verdict() == Forecast.Verdict.HIGH;
        outcomes[i] = rows.get(i).outcome();
        high[i] = outcomes[i] >= threshold;
        stands[i] = rows.get(i).lastAccuracy();
        standsHigh[i] = stands[i] >= threshold;
      }
      return new Epoch(
          endEpoch,
          runs,
          Scores.of(estimates, saidHigh, outcomes, high),
          Scores.of(stands, standsHigh, outcomes, high));
    }
  }

  /**
   * Divides the runs into folds, high and low ones apart, fits to all folds but one and estimates
   * that one, in turn. Standardisation, penalty and classifier are fitted anew each time; only a
   * median threshold comes from all runs. Diverged runs and runs that lack a value at an epoch are
   * left out there. End epochs where a fit would have fewer runs than the settings ask for are
   * absent. As many folds as runs leave one out at a time; costs as many fits as folds. With few
   * runs, leaving one out makes input that says nothing look worse than chance, for the run left
   * out is always of the class that the others have fewer of.
   *
   * @param folds at least 2; more than there are runs count as that many
   */
  public static Evaluation crossValidate(
      List<FittingRun> runs, FittingSettings settings, int folds, long seed) {
    double threshold = PredictorFitter.threshold(runs, settings.threshold());
    List<Epoch> epochs = new ArrayList<>();
    heldOut(runs, settings, new Division.Stratified(), folds, seed)
        .forEach((endEpoch, all) -> epochs.add(Epoch.of(endEpoch, all, threshold)));
    return new Evaluation(threshold, epochs);
  }

  /**
   * What was said of each run by predictors fitted to the runs of other folds, as {@link
   * #crossValidate} says, by end epoch; with runs that had diverged by then at the end.
   *
   * @param folds at least 2; more than there are runs or groups count as that many
   */
  public static SortedMap<Integer, List<HeldOut>> heldOut(
      List<FittingRun> runs, FittingSettings settings, Division division, int folds, long seed) {
    double threshold = PredictorFitter.threshold(runs, settings.threshold());
    return heldOut(
        runs,
        settings,
        fitted -> EpochFitter.fit(fitted, threshold, settings.models(), seed).model()::predict,
        division,
        folds,
        seed);
  }

  /**
   * The same of estimates that are no predictor's; they say high where they reach the threshold.
   *
   * @param settings those of a predictor, for its inputs, threshold and least number of runs
   */
  public static SortedMap<Integer, List<HeldOut>> heldOut(
      List<FittingRun> runs,
      FittingSettings settings,
      Estimator estimator,
      Division division,
      int folds,
      long seed) {
    double threshold = PredictorFitter.threshold(runs, settings.threshold());
    return heldOut(
        runs,
        settings,
        fitted -> {
          Standardizer standardizer = Standardizer.fit(fitted.x());
          var estimate = estimator.fit(standardizer.apply(fitted.x()), fitted.outcomes());
          return x -> certain(estimate.applyAsDouble(standardizer.apply(x)), threshold);
        },
        division,
        folds,
        seed);
  }

  private static Forecast.Predicted certain(double estimate, double threshold) {
    double accuracy = Math.clamp(estimate, 0.0, 1.0);
    return Forecast.Predicted.of(
        accuracy, accuracy >= threshold ? 1 : 0, Optional.empty(), List.of(), Optional.empty());
  }

  private static SortedMap<Integer, List<HeldOut>> heldOut(
      List<FittingRun> runs,
      FittingSettings settings,
      Function<EpochRows, Function<double[], Forecast.Predicted>> fit,
      Division division,
      int folds,
      long seed) {
    Require.that(folds >= 2, "folds is %s; it must be at least 2", folds);
    double threshold = PredictorFitter.threshold(runs, settings.threshold());
    SortedMap<Integer, List<HeldOut>> byEpoch = new TreeMap<>();
    for (EpochRows rows : EpochRows.of(runs, settings.inputs())) {
      int[] fold = folds(runs, rows, division, threshold, Math.min(folds, rows.size()), seed);
      if (leastFitted(fold) >= settings.minimumRuns() && rows.columns() > 0) {
        List<HeldOut> all = new ArrayList<>(heldOut(rows, fold, fit));
        all.addAll(diverged(runs, rows.endEpoch()));
        byEpoch.put(rows.endEpoch(), List.copyOf(all));
      }
    }
    return byEpoch;
  }

  private static int[] folds(
      List<FittingRun> runs,
      EpochRows rows,
      Division division,
      double threshold,
      int folds,
      long seed) {
    return switch (division) {
      case Division.Stratified _ -> Folds.stratified(rows.high(threshold), folds, seed);
      case Division.Grouped(var group) -> {
        Map<String, String> groups =
            runs.stream().collect(Collectors.toMap(FittingRun::run, group));
        yield Folds.grouped(rows.runs().stream().map(groups::get).toList(), folds, seed);
      }
    };
  }

  private static int leastFitted(int[] fold /* (runs) */) {
    return Arrays.stream(fold).distinct().map(f -> Folds.outside(fold, f).length).min().orElse(0);
  }

  private static List<HeldOut> heldOut(
      EpochRows rows,
      int[] fold /* (runs) */,
      Function<EpochRows, Function<double[], Forecast.Predicted>> fit) {
    HeldOut[] all = new HeldOut[rows.size()];
    for (int f : Arrays.stream(fold).distinct().sorted().toArray()) {
      Function<double[], Forecast.Predicted> predict =
          fit.apply(rows.select(Folds.outside(fold, f)));
      for (int i : Folds.inside(fold, f)) {
        all[i] =
            new HeldOut(
                rows.runs().get(i),
                rows.outcomes()[i],
                rows.lastAccuracy()[i],
                predict.apply(rows.x()[i]));
      }
    }
    return List.of(all);
  }

  private static List<HeldOut> diverged(List<FittingRun> runs, int endEpoch) {
    return EpochRows.sorted(runs).stream()
        .filter(run -> run.byEndEpoch().containsKey(endEpoch))
        .filter(run -> run.byEndEpoch().get(endEpoch).diverged())
        .map(
            run ->
                new HeldOut(
                    run.run(),
                    run.outcome(),
                    run.byEndEpoch().get(endEpoch).lastValidationAccuracy(),
                    new Forecast.Diverged()))
        .toList();
  }
}
