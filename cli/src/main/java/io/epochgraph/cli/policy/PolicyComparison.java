package io.epochgraph.cli.policy;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.evaluation.policy.Asha;
import io.epochgraph.evaluation.policy.ForecastPolicies;
import io.epochgraph.evaluation.policy.MedianStopping;
import io.epochgraph.evaluation.policy.Never;
import io.epochgraph.evaluation.policy.OneEpoch;
import io.epochgraph.evaluation.policy.Patience;
import io.epochgraph.evaluation.policy.PlayedRun;
import io.epochgraph.evaluation.policy.PolicyScore;
import io.epochgraph.evaluation.policy.Shuffles;
import io.epochgraph.evaluation.policy.StoppingPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * Stopping policies side by side.
 *
 * @param settings what was played
 * @param runs played at most in a sweep
 * @param diverged how many of the corpus's runs did
 * @param epochs that the runs' records have, those of the initial weights not counted
 * @param best the best accuracy of all
 * @param all scores over sweeps of all runs
 * @param drawn scores over sweeps of some of them
 */
public record PolicyComparison(
    Settings settings, int runs, int diverged, int epochs, double best, Scores all, Scores drawn) {

  private static final List<StoppingPolicy> PUBLISHED =
      List.of(
          new Never(),
          new Patience(10),
          new Asha(3),
          new Asha(4),
          new MedianStopping(3),
          new OneEpoch(0.1),
          new OneEpoch(0.25));

  /** Those of forecasts' own quantiles. */
  private static final List<Double> LEARNING_LEVELS = List.of(0.9, 0.95);

  /**
   * What to play.
   *
   * @param draw runs in a smaller sweep; null for half of all
   * @param levels of the forecasts' bounds
   */
  public record Settings(
      int orders,
      int parallel,
      Integer draw,
      List<Double> levels,
      boolean withoutDiverged,
      int folds,
      long seed) {
    public Settings {
      levels = List.copyOf(levels);
    }
  }

  /**
   * The scores of one kind of sweeps.
   *
   * @param runs in a sweep
   * @param forecast by the graph's change and the curve, one for each level
   * @param curve by the curve alone, one for each level
   * @param learning as {@code forecast}, but learnt from the played sweep itself
   */
  public record Scores(
      int runs,
      List<PolicyScore> published,
      List<PolicyScore> curve,
      List<PolicyScore> forecast,
      List<PolicyScore> learning) {

    /** Those of all policies. */
    public List<PolicyScore> rows() {
      List<PolicyScore> rows = new ArrayList<>(published);
      rows.addAll(curve);
      rows.addAll(forecast);
      rows.addAll(learning);
      return rows;
    }
  }

  /**
   * Fits predictors and plays all policies: some seconds for hundreds of runs.
   *
   * @throws IllegalArgumentException when there are too few runs
   */
  public static PolicyComparison of(List<CorpusRun> corpus, Settings settings) {
    List<PlayedRun> recorded = PlayedRun.of(corpus);
    List<PlayedRun> runs =
        recorded.stream().filter(run -> !(settings.withoutDiverged() && run.diverges())).toList();
    if (runs.size() < 2) {
      throw new IllegalArgumentException(
          "corpus: %d runs to play: want 2 or more".formatted(runs.size()));
    }
    var forecasts = ForecastPolicies.of(corpus, settings.folds(), settings.seed());
    List<StoppingPolicy> curve = new ArrayList<>();
    List<StoppingPolicy> forecast = new ArrayList<>();
    for (double level : settings.levels()) {
      curve.add(forecasts.curve(level));
      forecast.add(forecasts.graphAndCurve(level));
    }
    List<StoppingPolicy> learning = new ArrayList<>();
    LEARNING_LEVELS.forEach(level -> learning.add(forecasts.learning(level)));
    int some = settings.draw() == null ? runs.size() / 2 : settings.draw();
    return new PolicyComparison(
        settings,
        runs.size(),
        (int) recorded.stream().filter(PlayedRun::diverges).count(),
        runs.stream().mapToInt(PlayedRun::epochs).sum(),
        runs.stream().mapToDouble(PlayedRun::best).max().orElseThrow(),
        scores(runs.size(), runs, settings, curve, forecast, learning),
        scores(some, runs, settings, curve, forecast, learning));
  }

  private static Scores scores(
      int draw,
      List<PlayedRun> runs,
      Settings settings,
      List<StoppingPolicy> curve,
      List<StoppingPolicy> forecast,
      List<StoppingPolicy> learning) {
    var shuffles = new Shuffles(settings.orders(), draw, settings.parallel(), settings.seed());
    return new Scores(
        draw,
        shuffles.of(runs, PUBLISHED),
        shuffles.of(runs, curve),
        shuffles.of(runs, forecast),
        shuffles.of(runs, learning));
  }
}
