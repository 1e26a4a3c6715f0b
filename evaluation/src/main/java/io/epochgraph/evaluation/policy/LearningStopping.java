package io.epochgraph.evaluation.policy;

import io.epochgraph.prediction.FittedPredictor;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.Forecast;
import io.epochgraph.prediction.LeftOut;
import io.epochgraph.prediction.PredictorFitter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stops as {@link ForecastStopping} does, by predictors that know nothing before the sweep begins:
 * they are fitted to its own runs as these come to their end, first to {@value #LEAST}, and anew
 * with each quarter more. The bound is the forecast's own quantile, what a scheduler that
 * subscribes to predictions sees. Stopped runs have no outcome to learn from.
 */
public final class LearningStopping implements StoppingPolicy {

  /** As many as the quantile of 95 % takes. */
  private static final int LEAST = 19;

  private static final double MORE = 1.25;

  private final String name;
  private final double level;
  private final List<Sight> sights;
  private final Map<Integer, Optional<FittedPredictor>> fits = new HashMap<>(); // by epoch
  private List<String> learnt = List.of();

  /**
   * Runs as one kind of predictor sees them.
   *
   * @param runs by their ids
   */
  record Sight(Map<String, FittingRun> runs, FittingSettings settings) {}

  /**
   * Knows nothing yet.
   *
   * @param level of the quantile, one of those that forecasts have
   * @param sights the first that saw a run's latest epoch is taken
   */
  LearningStopping(String name, double level, List<Sight> sights) {
    this.name = name;
    this.level = level;
    this.sights = List.copyOf(sights);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public StoppingPolicy forSweep() {
    return new LearningStopping(name, level, sights);
  }

  @Override
  public boolean stops(Progress run, PlayedSweep sweep) {
    if (run.diverged()) {
      return true;
    }
    if (sweep.ended().size() >= Math.max(LEAST, MORE * learnt.size())) {
      learnt = List.copyOf(sweep.ended());
      fits.clear();
    }
    return Math.max(bound(run), run.best()) < sweep.best();
  }

  private double bound(Progress run) {
    int epoch = run.epoch();
    return sights.stream()
        .filter(sight -> sight.runs().get(run.run()).byEndEpoch().containsKey(epoch))
        .findFirst()
        .flatMap(
            sight ->
                fits.computeIfAbsent(epoch, any -> fit(sight, epoch))
                    .flatMap(predictor -> bound(predictor, sight.runs().get(run.run()), epoch)))
        .orElse(Double.POSITIVE_INFINITY);
  }

  private Optional<FittedPredictor> fit(Sight sight, int epoch) {
    List<FittingRun> seen =
        learnt.stream()
            .map(sight.runs()::get)
            .filter(run -> run.byEndEpoch().containsKey(epoch))
            .filter(run -> !run.byEndEpoch().get(epoch).diverged())
            .map(
                run ->
                    new FittingRun(
                        run.run(), run.outcome(), Map.of(epoch, run.byEndEpoch().get(epoch))))
            .toList();
    return seen.size() < LEAST
        ? Optional.empty()
        : Optional.of(PredictorFitter.fit(seen, sight.settings(), 1).predictor());
  }

  private Optional<Double> bound(FittedPredictor predictor, FittingRun run, int epoch) {
    return predictor.predict(epoch, run.byEndEpoch().get(epoch)) instanceof Forecast.Predicted said
        ? said.quantiles().stream()
            .filter(quantile -> quantile.probability() == level)
            .map(LeftOut.Quantile::accuracy)
            .findFirst()
        : Optional.empty();
  }
}
