package io.epochgraph.math;

import java.util.Arrays;
import java.util.Objects;

/**
 * A run's statistics averaged up to its latest snapshot: all that has to be kept from one snapshot
 * to the next.
 *
 * <p>Trained snapshots count j = 1, 2, … however many epochs lie between them. Epoch 0, the initial
 * weights, stays raw and never goes into an average.
 *
 * @param alpha of {@link Aggregator#EXPONENTIAL}, above 0 and at most 1; others ignore it
 * @param trained how many trained snapshots went in
 * @param value {@code (statistics)}, the latest snapshot's averaged statistics; empty before the
 *     first snapshot. The array is copied in and out.
 */
@SuppressWarnings("ArrayRecordComponent") // copied and compared by content
public record Smoothing(Aggregator aggregator, double alpha, int trained, double[] value) {

  /** The weight that exponential averages give the latest snapshot unless told otherwise. */
  public static final double DEFAULT_ALPHA = 0.5;

  /**
   * @throws IllegalArgumentException if alpha or trained is out of its range
   */
  public Smoothing {
    Objects.requireNonNull(aggregator, "aggregator");
    if (!(alpha > 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha %s must be above 0 and at most 1".formatted(alpha));
    }
    if (trained < 0 || (trained > 0 && value.length == 0)) {
      throw new IllegalArgumentException(
          "%d trained snapshots do not go with %d statistics".formatted(trained, value.length));
    }
    value = value.clone();
  }

  /** Before any snapshot, with the default α. */
  public static Smoothing start(Aggregator aggregator) {
    return start(aggregator, DEFAULT_ALPHA);
  }

  /** Before any snapshot. */
  public static Smoothing start(Aggregator aggregator, double alpha) {
    return new Smoothing(aggregator, alpha, 0, new double[0]);
  }

  /**
   * After epoch 0.
   *
   * @param statistics {@code (statistics)} of the initial weights
   * @throws IllegalArgumentException if there are none, or a snapshot came before
   */
  public Smoothing initial(double[] statistics) {
    requireStatistics(statistics);
    if (value.length > 0) {
      throw new IllegalArgumentException(
          "the initial weights must come first, not after %d trained snapshots".formatted(trained));
    }
    return new Smoothing(aggregator, alpha, 0, statistics);
  }

  /**
   * After one more trained snapshot. A NaN stays in every later average.
   *
   * @param statistics {@code (statistics)} of that snapshot, as many as before
   * @throws IllegalArgumentException if their number is 0 or another than before
   */
  public Smoothing next(double[] statistics) {
    requireStatistics(statistics);
    double weight = trained == 0 ? 1 : weight();
    if (weight == 1) {
      return new Smoothing(aggregator, alpha, trained + 1, statistics);
    }
    double[] average = new double[statistics.length];
    for (int i = 0; i < average.length; i++) {
      average[i] = value[i] + weight * (statistics[i] - value[i]);
    }
    return new Smoothing(aggregator, alpha, trained + 1, average);
  }

  @Override
  public double[] value() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Smoothing that
        && aggregator == that.aggregator
        && Double.compare(alpha, that.alpha) == 0
        && trained == that.trained
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(aggregator, alpha, trained, Arrays.hashCode(value));
  }

  @Override
  public String toString() {
    return "%s after %d snapshots: %s".formatted(aggregator, trained, Arrays.toString(value));
  }

  /** The next snapshot's share: τ / (1 + … + τ) = 2 / (τ + 1) for the linear average. */
  private double weight() {
    return switch (aggregator) {
      case RAW -> 1;
      case LINEAR -> 2.0 / (trained + 2);
      case EXPONENTIAL -> alpha;
    };
  }

  private void requireStatistics(double[] statistics) {
    if (statistics.length == 0 || (value.length > 0 && statistics.length != value.length)) {
      throw new IllegalArgumentException(
          "a snapshot has %d statistics; expected %s"
              .formatted(statistics.length, value.length == 0 ? "at least 1" : value.length));
    }
  }
}
