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

/**
 * The policies that go by forecasts, for one corpus. The predictors are known before the played
 * sweep begins, as from an earlier sweep of the same settings; none has seen the runs that it
 * forecasts.
 */
public final class ForecastPolicies {

  /** What the predictors that ship look at. */
  private static final InputSpec GRAPH_AND_CURVE = InputSpec.movement("curve", "settings");

  private static final InputSpec CURVE = InputSpec.parse("curve");

  private final HeldOutForecasts graphAndCurve;
  private final HeldOutForecasts curve;

  private ForecastPolicies(HeldOutForecasts graphAndCurve, HeldOutForecasts curve) {
    this.graphAndCurve = graphAndCurve;
    this.curve = curve;
  }

  /**
   * Fits predictors, some seconds for hundreds of runs.
   *
   * @throws IllegalArgumentException when there are too few runs to fit
   */
  public static ForecastPolicies of(List<CorpusRun> corpus, int folds, long seed) {
    List<FittingRun> observed = Judgement.runs(corpus, Target.BEST_VALIDATION_ACCURACY);
    return new ForecastPolicies(
        heldOut(observed, GRAPH_AND_CURVE, folds, seed),
        heldOut(CorpusCurves.of(corpus, Judgement.WINDOW), CURVE, folds, seed));
  }

  private static HeldOutForecasts heldOut(
      List<FittingRun> runs, InputSpec inputs, int folds, long seed) {
    FittingSettings settings =
        FittingSettings.of("held-out", new Cohort("any", "any"), inputs)
            .withModels(ModelSettings.kernel());
    return HeldOutForecasts.of(runs, settings, folds, seed);
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

  /** Goes by the curve alone. */
  public ForecastStopping curve(double level) {
    return new ForecastStopping("curve " + percent(level), curve.bounds(level));
  }

  private static String percent(double level) {
    return new DecimalFormat("0.## %", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(level);
  }
}
