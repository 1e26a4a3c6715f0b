package io.epochgraph.cli.corpus;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.evaluation.Way;
import io.epochgraph.evaluation.Ways;
import io.epochgraph.prediction.Cohort;
import io.epochgraph.prediction.FittedPredictor;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.FittingSettings;
import io.epochgraph.prediction.Observation;
import io.epochgraph.prediction.PredictorFitter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What predictions cost beside training, measured now.
 *
 * @param trainingSeconds of one epoch, the median of those recorded; NaN where none is known
 * @param fittingSeconds of all epochs' models, once
 * @param forecastMillis of one forecast, the median
 */
public record EvaluationCost(
    String corpus, double trainingSeconds, double fittingSeconds, double forecastMillis) {

  /** Measures the way that ships. */
  public static EvaluationCost measure(
      String name, List<CorpusRun> corpus, List<FittingRun> runs, double threshold) {
    double[] seconds =
        corpus.stream()
            .flatMap(run -> run.getCurve().stream())
            .filter(point -> point.getEpoch() > 0)
            .map(point -> point.getMetrics().getSeconds())
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    Way shipped = Ways.best();
    FittingSettings settings =
        FittingSettings.of("cost", new Cohort("any", "any"), shipped.inputs())
            .withThreshold(threshold)
            .withModels(Ways.models(shipped));
    long began = System.nanoTime();
    FittedPredictor predictor = PredictorFitter.fit(runs, settings, 1).predictor();
    double fitting = (System.nanoTime() - began) / 1e9;
    return new EvaluationCost(name, median(seconds), fitting, forecast(predictor, runs));
  }

  private static double forecast(FittedPredictor predictor, List<FittingRun> runs) {
    double[] millis =
        runs.stream()
            .flatMap(run -> run.byEndEpoch().entrySet().stream())
            .mapToDouble(entry -> millis(predictor, entry))
            .toArray();
    return median(millis);
  }

  private static double millis(FittedPredictor predictor, Map.Entry<Integer, Observation> at) {
    long began = System.nanoTime();
    predictor.predict(at.getKey(), at.getValue());
    return (System.nanoTime() - began) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
