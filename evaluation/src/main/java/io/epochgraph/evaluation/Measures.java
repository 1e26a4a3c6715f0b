package io.epochgraph.evaluation;

import io.epochgraph.prediction.Agreement;
import io.epochgraph.prediction.Forecast;
import io.epochgraph.prediction.HeldOut;
import io.epochgraph.prediction.LeftOut;
import java.util.List;
import java.util.Optional;

/**
 * How good forecasts of runs were that no fit had seen.
 *
 * @param right the share of runs put on the right side of the threshold
 * @param error the mean absolute error, a fraction
 * @param r2 1 − (squared error) / (squared deviation of the outcomes from their mean); NaN where
 *     all outcomes are equal
 * @param tau Kendall's τ-b of estimates and outcomes; NaN where either are all equal
 */
public record Measures(double right, double error, double r2, double tau) {

  /** Those of forecasts; a diverged run counts as low, and as ending where it stands. */
  public static Measures of(List<HeldOut> all, double threshold) {
    int runs = all.size();
    double[] estimates = new double[runs];
    double[] outcomes = new double[runs];
    int right = 0;
    for (int i = 0; i < runs; i++) {
      HeldOut one = all.get(i);
      estimates[i] = estimate(one);
      outcomes[i] = one.outcome();
      right += saidHigh(one) == outcomes[i] >= threshold ? 1 : 0;
    }
    return new Measures(
        (double) right / runs,
        error(estimates, outcomes),
        Agreement.r2(estimates, outcomes),
        Agreement.tau(estimates, outcomes));
  }

  /** Those of the plain forecast that a run ends where it stands. */
  public static Measures ofLastAccuracy(List<HeldOut> all, double threshold) {
    return of(all.stream().map(it -> plain(it, threshold)).toList(), threshold);
  }

  private static HeldOut plain(HeldOut one, double threshold) {
    double stands = one.lastAccuracy();
    Forecast.Verdict verdict = stands >= threshold ? Forecast.Verdict.HIGH : Forecast.Verdict.LOW;
    var forecast =
        new Forecast.Predicted(
            stands,
            verdict == Forecast.Verdict.HIGH ? 1 : 0,
            verdict,
            Optional.empty(),
            List.of(),
            Optional.empty());
    return new HeldOut(one.run(), one.outcome(), stands, forecast);
  }

  /**
   * How often stated intervals contained the outcome.
   *
   * @param divisions of the same runs, one or more; a run that is in several counts once
   */
  static Coverage coverage(List<List<HeldOut>> divisions) {
    double stated = 0;
    double held = 0;
    double width = 0;
    for (List<HeldOut> all : divisions) {
      for (HeldOut one : all) {
        if (one.forecast() instanceof Forecast.Predicted predicted
            && predicted.interval().isPresent()) {
          LeftOut.Interval interval = predicted.interval().get();
          stated++;
          held += interval.contains(one.outcome()) ? 1 : 0;
          width += interval.upper() - interval.lower();
        }
      }
    }
    int times = divisions.size();
    return new Coverage(stated / times, held / times, stated == 0 ? Double.NaN : width / stated);
  }

  static double estimate(HeldOut one) {
    return switch (one.forecast()) {
      case Forecast.Predicted predicted -> predicted.accuracy();
      case Forecast.Diverged _ -> one.lastAccuracy();
      case Forecast.NotCovered(var reason) -> throw new IllegalArgumentException(reason);
    };
  }

  private static boolean saidHigh(HeldOut one) {
    return one.forecast() instanceof Forecast.Predicted predicted
        && predicted.verdict() == Forecast.Verdict.HIGH;
  }

  private static double error(double[] estimates, double[] outcomes) {
    double sum = 0;
    for (int i = 0; i < outcomes.length; i++) {
      sum += Math.abs(estimates[i] - outcomes[i]);
    }
    return sum / outcomes.length;
  }

  /**
   * Coverage of intervals.
   *
   * @param stated how many intervals were stated, in the mean of divisions
   * @param held how many of them contained the outcome
   * @param width their mean width, a fraction
   */
  record Coverage(double stated, double held, double width) {
    /** The 95 % interval of the true share by Wilson's formula: of [0, 1] where none was stated. */
    Figure share() {
      return stated == 0 ? new Figure(Double.NaN, 0, 1) : Figure.share(held, stated);
    }
  }
}
