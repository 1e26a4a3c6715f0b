package io.epochgraph.evaluation;

import io.epochgraph.contract.CorpusRun;
import io.epochgraph.contract.CurvePoint;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.Metrics;
import io.epochgraph.prediction.FittingRun;
import io.epochgraph.prediction.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A corpus's runs as predictors see them that look at the curve alone, up to the last epoch. */
public final class CorpusCurves {

  private CorpusCurves() {}

  /**
   * Runs with their curves up to each epoch from 1 on, also where no statistics were kept. The
   * outcome is the best validation accuracy.
   *
   * @param widest points in a window at most
   */
  public static List<FittingRun> of(List<CorpusRun> corpus, int widest) {
    return corpus.stream().map(run -> of(run, widest)).toList();
  }

  private static FittingRun of(CorpusRun run, int widest) {
    int divergedFrom =
        run.getStatistics().stream()
            .filter(GraphStatistics::getDiverged)
            .mapToInt(GraphStatistics::getEpoch)
            .findFirst()
            .orElse(Integer.MAX_VALUE);
    Map<Integer, Observation> byEpoch = new HashMap<>();
    for (int last = 0; last < run.getCurve().size(); last++) {
      int epoch = run.getCurve().get(last).getEpoch();
      if (epoch > 0) {
        List<CurvePoint> window = run.getCurve().subList(Math.max(0, last + 1 - widest), last + 1);
        byEpoch.put(
            epoch,
            new Observation(
                Map.of(),
                values(window, Metrics::getValidationAccuracy),
                values(window, Metrics::getTrainLoss),
                epoch >= divergedFrom));
      }
    }
    return new FittingRun(run.getRun().getRun(), run.getRun().getBestValidationAccuracy(), byEpoch);
  }

  private static double[] values(List<CurvePoint> window, Function<Metrics, Double> metric) {
    return window.stream()
        .map(point -> metric.apply(point.getMetrics()))
        .mapToDouble(value -> value == null ? Double.NaN : value)
        .toArray();
  }
}
