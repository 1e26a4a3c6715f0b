package io.epochgraph.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * Fits predictors to finished runs. The same runs, in any order, with the same settings and seed
 * give the same predictor to the last bit. Costs some milliseconds per end epoch for tens of runs
 * and about a second for hundreds.
 */
public final class PredictorFitter {
  private PredictorFitter() {}

  /**
   * Fits a model for every end epoch with enough usable runs. A run that had diverged by an epoch,
   * or lacks a value there, is left out of that epoch's fit and reported.
   *
   * @throws IllegalArgumentException when a run is given twice, or no end epoch has enough runs;
   *     the message says how many there were
   */
  public static FitReport fit(List<FittingRun> runs, FittingSettings settings, long seed) {
    List<EpochRows> byEpoch = EpochRows.of(runs, settings.inputs());
    double threshold = threshold(runs, settings.threshold());
    List<EpochModel> models = new ArrayList<>();
    List<FitReport.Epoch> epochs = new ArrayList<>();
    TreeSet<String> fittedOn = new TreeSet<>();
    for (EpochRows rows : byEpoch) {
      if (rows.size() < settings.minimumRuns() || rows.columns() == 0) {
        epochs.add(epoch(rows, false, Double.NaN, Double.NaN, threshold));
        continue;
      }
      EpochFitter.Fit fit = EpochFitter.fit(rows, threshold, settings.models(), seed);
      double error =
          Scores.of(fit.leftOut(), new boolean[rows.size()], rows.outcomes(), rows.high(threshold))
              .meanAbsoluteError();
      models.add(fit.model());
      fittedOn.addAll(rows.runs());
      epochs.add(epoch(rows, true, lambda(fit.model().accuracy()), error, threshold));
    }
    List<String> unusable = byEpoch.stream().flatMap(rows -> rows.unusable().stream()).toList();
    Require.that(
        !models.isEmpty(),
        "None of the end epochs has %s usable runs; usable runs by end epoch: %s%s",
        settings.minimumRuns(),
        byEpoch.stream().map(rows -> rows.endEpoch() + ": " + rows.size()).toList(),
        unusable.isEmpty() ? "" : ". " + unusable.getFirst());
    FittedPredictor predictor =
        new FittedPredictor(
            settings.id(),
            settings.version(),
            settings.cohort(),
            settings.target(),
            threshold,
            settings.window(),
            settings.inputs(),
            models,
            List.copyOf(fittedOn));
    long diverged =
        runs.stream()
            .filter(run -> run.byEndEpoch().values().stream().anyMatch(Observation::diverged))
            .count();
    return new FitReport(predictor, epochs, (int) diverged, unusable);
  }

  /** The threshold that was given, or else the median outcome of {@code runs}. */
  public static double threshold(List<FittingRun> runs, OptionalDouble given) {
    Require.that(!runs.isEmpty(), "There are no runs to fit; at least 3 are needed");
    double[] outcomes = runs.stream().mapToDouble(FittingRun::outcome).toArray();
    Arrays.sort(outcomes);
    double median = (outcomes[(outcomes.length - 1) / 2] + outcomes[outcomes.length / 2]) / 2;
    return given.orElse(median);
  }

  private static double lambda(AccuracyModel model) {
    return switch (model) {
      case RidgeModel ridge -> ridge.lambda();
      case KernelModel kernel -> kernel.lambda();
    };
  }

  private static FitReport.Epoch epoch(
      EpochRows rows, boolean covered, double lambda, double error, double threshold) {
    double baseline =
        rows.size() == 0 ? Double.NaN : Scores.ofLastAccuracy(rows, threshold).meanAbsoluteError();
    return new FitReport.Epoch(
        rows.endEpoch(),
        rows.size(),
        rows.columns(),
        rows.diverged(),
        covered,
        lambda,
        error,
        baseline);
  }
}
