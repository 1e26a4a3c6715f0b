package io.epochgraph.prediction;

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
   */
  record Predicted(double accuracy, double probabilityHigh, Verdict verdict) implements Forecast {
    public Predicted {
      Require.fraction(accuracy, "accuracy");
      Require.fraction(probabilityHigh, "probabilityHigh");
      Require.that(
          verdict == verdict(probabilityHigh),
          "verdict is %s at probabilityHigh %s; it must be HIGH from 0.5 on and LOW below",
          verdict,
          probabilityHigh);
    }

    static Predicted of(double accuracy, double probabilityHigh) {
      return new Predicted(accuracy, probabilityHigh, verdict(probabilityHigh));
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
