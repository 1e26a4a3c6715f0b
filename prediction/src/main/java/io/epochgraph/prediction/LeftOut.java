package io.epochgraph.prediction;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How wrong a regression is: each fitted run's outcome beside what was estimated of it from all
 * others. It turns an estimate into a distribution, by the errors at the half of the runs whose
 * estimates are nearest (at {@value #LEAST} runs at least), as conformal prediction does: for runs
 * drawn alike, an interval covers at least what it promises, apart from that the penalty and the
 * neighbourhood are chosen by the same runs.
 *
 * @param estimates (runs), from 0 to 1
 * @param outcomes (runs), from 0 to 1
 */
public record LeftOut(double[] estimates, double[] outcomes) {
  /** Nothing is known: no distribution. */
  public static final LeftOut UNKNOWN = new LeftOut(new double[0], new double[0]);

  /** Fewer runs are no neighbourhood. */
  static final int LEAST = 20;

  private static final double[] PROBABILITIES = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};

  public LeftOut {
    estimates = Require.finiteCopy(estimates, "estimates");
    outcomes = Require.finiteCopy(outcomes, "outcomes");
    Require.that(
        estimates.length == outcomes.length,
        "There are %s estimates and %s outcomes; each run needs one of both",
        estimates.length,
        outcomes.length);
  }

  /** The number of runs. */
  public int runs() {
    return estimates.length;
  }

  /**
   * What the outcome comes to lie between with a probability of {@code coverage}, as often below as
   * above; empty where too few runs are known to promise that, which takes 2 / (1 − coverage) − 1.
   *
   * @param estimate the outcome's estimate
   */
  public Optional<Interval> interval(double estimate, double coverage) {
    double[] errors = errors(estimate);
    double beyond = (1 - coverage) / 2 * (errors.length + 1);
    int rank = (int) Math.floor(beyond + 1e-9);
    if (rank < 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Interval(
            Math.clamp(estimate + errors[rank - 1], 0.0, 1.0),
            Math.clamp(estimate + errors[errors.length - rank], 0.0, 1.0),
            coverage));
  }

  /** The quantiles of the outcome, of 5, 10, 25, 50, 75, 90 and 95 % as far as runs suffice. */
  public List<Quantile> quantiles(double estimate) {
    double[] errors = errors(estimate);
    return Arrays.stream(PROBABILITIES)
        .boxed()
        .flatMap(probability -> quantile(estimate, probability, errors))
        .toList();
  }

  private static Stream<Quantile> quantile(double estimate, double probability, double[] errors) {
    double rank = probability * (errors.length + 1);
    int below = (int) Math.floor(rank + 1e-9);
    if (below < 1 || below > errors.length || (below == errors.length && rank > below + 1e-9)) {
      return Stream.empty();
    }
    double between = rank - below;
    double error =
        between <= 1e-9
            ? errors[below - 1]
            : errors[below - 1] + between * (errors[below] - errors[below - 1]);
    return Stream.of(new Quantile(probability, Math.clamp(estimate + error, 0.0, 1.0)));
  }

  /** The probability of an outcome at the threshold or above, never quite 0 or 1. */
  double probabilityFrom(double threshold, double estimate) {
    double[] errors = errors(estimate);
    long reaching = Arrays.stream(errors).filter(error -> estimate + error >= threshold).count();
    return (reaching + 0.5) / (errors.length + 1);
  }

  /** outcome − estimate of the runs with the nearest estimates, in order. */
  private double[] errors(double estimate) {
    int nearest = Math.min(runs(), Math.max(LEAST, (runs() + 1) / 2));
    return IntStream.range(0, runs())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> Math.abs(estimates[i] - estimate)))
        .limit(nearest)
        .mapToDouble(i -> outcomes[i] - estimates[i])
        .sorted()
        .toArray();
  }

  /**
   * Where an outcome comes to lie.
   *
   * @param lower a fraction
   * @param upper a fraction
   * @param coverage the share of runs, in (0, 1), whose outcome lies within
   */
  public record Interval(double lower, double upper, double coverage) {
    /** Whether an outcome lies in it. */
    public boolean contains(double outcome) {
      return lower <= outcome && outcome <= upper;
    }
  }

  /**
   * A point of an outcome's distribution.
   *
   * @param probability that the outcome comes to lie below, in (0, 1)
   * @param accuracy a fraction
   */
  public record Quantile(double probability, double accuracy) {}
}
