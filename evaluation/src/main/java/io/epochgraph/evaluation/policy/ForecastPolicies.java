package io.epochgraph.evaluation.policy;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.evaluation.CorpusCurves;
import io.epochgraph.evaluation.Judgement;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.InputSpec;
import io.epochgraph.prediction.ModelSettings;
import io.epochgraph.prediction.Target;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The policies that go by forecasts, for one corpus. The predictors of most are known before the
 * played sweep begins, as from an earlier sweep of the same settings; none has seen the runs that
 * it forecasts.
 */
public final class ForecastPolicies {

  /** What the predictors that ship look at. */
  private static final InputSpec GRAPH_AND_CURVE = InputSpec.movement("curve", "settings");

  private static final InputSpec CURVE = InputSpec.parse("curve");

  private final HeldOutForecasts graphAndCurve;
  private final HeldOutForecasts curve;
  private final List<LearningStopping.Sight> sights;

  private ForecastPolicies(
      HeldOutForecasts graphAndCurve, HeldOutForecasts curve, List<LearningStopping.Sight> sights) {
    this.graphAndCurve = graphAndCurve;
    this.curve = curve;
    this.sights = sights;
  }

  /**
   * Fits predictors, some seconds for hundreds of runs.
   *
   * @throws IllegalArgumentException when there are too few runs to fit
   */
  public static ForecastPolicies of(List<CorpusRun> corpus, int folds, long seed) {
    List<FittingRun> observed = Judgement.runs(corpus, Target.BEST_VALIDATION_ACCURACY);
    List<FittingRun> curves = CorpusCurves.of(corpus, Judgement.WINDOW);
    return new ForecastPolicies(
        HeldOutForecasts.of(observed, settings(GRAPH_AND_CURVE), folds, seed),
        HeldOutForecasts.of(curves, settings(CURVE), folds, seed),
        List.of(sight(observed, GRAPH_AND_CURVE), sight(curves, CURVE)));
  }

  private static FittingSettings settings(InputSpec inputs) {
    return FittingSettings.of("played", new Cohort("any", "any"), inputs)
        .withModels(ModelSettings.kernel());
  }

  private static LearningStopping.Sight sight(List<FittingRun> runs, InputSpec inputs) {
    return new LearningStopping.Sight(
        runs.stream().collect(Collectors.toMap(FittingRun::run, Function.identity())),
        settings(inputs));
  }

  /**
   * Goes by the graph's movement, the curve and the settings, and after the last epoch with
   * statistics by the curve alone.
   *
   * @param level of the bounds, above 0, below 1
   */
  public ForecastStopping graphAndCurve(double level) {
    return new ForecastStopping(
        "forecast " + percent(level), graphAndCurve.bounds(level).otherwise(curve.bounds(level)));
  }

  /**
   * Looks at the same, but is fitted to the played sweep's own runs, as they end.
   *
   * @param level of the bounds, 0.75, 0.9 or 0.95
   */
  public LearningStopping learning(double level) {
    return new LearningStopping("learning " + percent(level), level, sights);
  }

  /** Goes by the curve alone. */
  public ForecastStopping curve(double level) {
    return new ForecastStopping("curve " + percent(level), curve.bounds(level));
  }

  private static String percent(double level) {
    return new DecimalFormat("0.## %", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(level);
  }
}
