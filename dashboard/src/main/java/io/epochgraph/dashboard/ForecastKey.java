package io.epochgraph.dashboard;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.Score;
import java.util.Comparator;

/**
 * What a prediction and its score have in common within a run; the highest attempt of one counts.
 */
record ForecastKey(int epoch, String predictor, int version, String window)
    implements Comparable<ForecastKey> {

  private static final Comparator<ForecastKey> ORDER =
      Comparator.comparingInt(ForecastKey::epoch)
          .thenComparing(ForecastKey::predictor)
          .thenComparingInt(ForecastKey::version)
          .thenComparing(ForecastKey::window);

  static ForecastKey of(Prediction prediction) {
    return new ForecastKey(
        prediction.getEpoch(),
        prediction.getPredictor(),
        prediction.getVersion(),
        prediction.getWindow());
  }

  static ForecastKey of(Score score) {
    return new ForecastKey(
        score.getEpoch(), score.getPredictor(), score.getVersion(), score.getWindow());
  }

  @Override
  public int compareTo(ForecastKey other) {
    return ORDER.compare(this, other);
  }
}
