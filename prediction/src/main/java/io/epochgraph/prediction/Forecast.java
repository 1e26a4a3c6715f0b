package io.epochgraph.prediction;

import java.util.List;
import java.util.Optional;

/** What a predictor says of a run at one epoch. */
public sealed interface Forecast {
  /** Whether a run is expected at the threshold or above it, or below. */
  enum Verdict {
    HIGH,
    LOW
  }

  /**
   * An estimate.
   *
   * @param accuracy the expected outcome, limited to [0, 1]
   * @param probabilityHigh the probability of an outcome at the threshold or above it
   * @param verdict HIGH where that probability is at least a half
   * @param interval what the outcome comes to lie between; empty where too few runs are known
   * @param quantiles of the outcome, in the order of probabilities; empty likewise
   * @param abstention why none of this should be relied on: how the run is unlike all fitted ones
   */
  record Predicted(
      double accuracy,
      double probabilityHigh,
      Verdict verdict,
      Optional<LeftOut.Interval> interval,
      List<LeftOut.Quantile> quantiles,
      Optional<String> abstention)
      implements Forecast {
    public Predicted {
      Require.fraction(accuracy, "accuracy");
      Require.fraction(probabilityHigh, "probabilityHigh");
      Require.that(
          verdict == verdict(probabilityHigh),
          "verdict is %s at probabilityHigh %s; it must be HIGH from 0.5 on and LOW below",
          verdict,
          probabilityHigh);
      quantiles = List.copyOf(quantiles);
    }

    static Predicted of(
        double accuracy,
        double probabilityHigh,
        Optional<LeftOut.Interval> interval,
        List<LeftOut.Quantile> quantiles,
        Optional<String> abstention) {
      return new Predicted(
          accuracy, probabilityHigh, verdict(probabilityHigh), interval, quantiles, abstention);
    }

    private static Verdict verdict(double probabilityHigh) {
      return probabilityHigh >= 0.5 ? Verdict.HIGH : Verdict.LOW;
    }
  }

  /** The run's weights became NaN or infinite. */
  record Diverged() implements Forecast {}

  /**
   * No estimate is possible.
   *
   * @param reason why, in a sentence for people
   */
  record NotCovered(String reason) implements Forecast {}
}
