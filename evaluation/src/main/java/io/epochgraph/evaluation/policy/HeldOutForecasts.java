package io.epochgraph.evaluation.policy;

import io.epochgraph.prediction.FittedPredictor;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.Forecast;
import io.epochgraph.prediction.PredictorFitter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Forecasts of runs by predictors that were fitted to other runs: the runs are divided into folds,
 * and each fold is forecast by a predictor that knows the others alone.
 */
public final class HeldOutForecasts {

  private static final int LEAST_NEIGHBOURS = 20;

  /** What was said of a run after an epoch, and how much better it became. */
  private record Estimate(String run, int fold, double accuracy, double rise) {}

  private final Map<Integer, List<Estimate>> byEpoch = new HashMap<>();

  private HeldOutForecasts() {}

  /**
   * Fits as many predictors as there are folds.
   *
   * @param folds 2 or more; each has its share of good and bad runs
   */
  public static HeldOutForecasts of(
      List<FittingRun> runs, FittingSettings settings, int folds, long seed) {
    if (folds < 2) {
      throw new IllegalArgumentException("%d folds: want 2 or more".formatted(folds));
    }
    List<List<FittingRun>> divided = divide(runs, folds, seed);
    var heldOut = new HeldOutForecasts();
    for (int fold = 0; fold < folds; fold++) {
      int held = fold;
      List<FittingRun> others =
          IntStream.range(0, folds)
              .filter(other -> other != held)
              .boxed()
              .flatMap(other -> divided.get(other).stream())
              .toList();
      FittedPredictor predictor = PredictorFitter.fit(others, settings, seed).predictor();
      divided.get(fold).forEach(run -> heldOut.add(run, held, predictor));
    }
    return heldOut;
  }

  private static List<List<FittingRun>> divide(List<FittingRun> runs, int folds, long seed) {
    var random = new Random(seed);
    List<FittingRun> byOutcome = new ArrayList<>(runs);
    byOutcome.sort(Comparator.comparingDouble(FittingRun::outcome).thenComparing(FittingRun::run));
    List<List<FittingRun>> divided =
        IntStream.range(0, folds).<List<FittingRun>>mapToObj(fold -> new ArrayList<>()).toList();
    List<Integer> deal = new ArrayList<>(IntStream.range(0, folds).boxed().toList());
    for (int i = 0; i < byOutcome.size(); i++) {
      if (i % folds == 0) {
        Collections.shuffle(deal, random);
      }
      divided.get(deal.get(i % folds)).add(byOutcome.get(i));
    }
    return divided;
  }

  private void add(FittingRun run, int fold, FittedPredictor predictor) {
    run.byEndEpoch()
        .forEach(
            (epoch, observation) -> {
              if (predictor.predict(epoch, observation) instanceof Forecast.Predicted said) {
                byEpoch
                    .computeIfAbsent(epoch, any -> new ArrayList<>())
                    .add(
                        new Estimate(
                            run.run(), fold, said.accuracy(), run.outcome() - said.accuracy()));
              }
            });
  }

  /**
   * Bounds that outcomes keep below with a probability of about {@code level}: the estimate and a
   * margin, a quantile of how much better others became than was said of them after the same epoch.
   * The margin is taken from the runs of the other folds of whom most nearly the same was said,
   * twice as many as the level needs: how far an estimate is out depends on how high it is. With
   * too few for the level there is no bound.
   *
   * @param level above 0, below 1
   */
  public UpperBounds bounds(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "level %s: want more than 0, less than 1".formatted(level));
    }
    Map<String, NavigableMap<Integer, Double>> bounds = new HashMap<>();
    byEpoch.forEach(
        (epoch, estimates) -> {
          for (Estimate of : estimates) {
            double margin = margin(of, estimates, level);
            if (margin < Double.POSITIVE_INFINITY) {
              bounds
                  .computeIfAbsent(of.run(), run -> new TreeMap<>())
                  .put(epoch, of.accuracy() + margin);
            }
          }
        });
    return new UpperBounds(bounds);
  }

  private static double margin(Estimate of, List<Estimate> estimates, double level) {
    double[] rises =
        estimates.stream()
            .filter(other -> other.fold() != of.fold())
            .sorted(Comparator.comparingDouble(other -> Math.abs(other.accuracy() - of.accuracy())))
            .limit(Math.max(LEAST_NEIGHBOURS, Math.round(2 / (1 - level))))
            .mapToDouble(Estimate::rise)
            .sorted()
            .toArray();
    int rank = (int) Math.ceil((rises.length + 1) * level);
    return rank > rises.length ? Double.POSITIVE_INFINITY : rises[rank - 1];
  }
}
