package io.epochgraph.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Learning rates and dropout rates, and a way to choose among them.
 *
 * @param learningRates ascending
 * @param dropouts ascending, in [0, 1)
 * @param choice which of their combinations a sweep takes
 */
public record HyperparameterGrid(List<Double> learningRates, List<Double> dropouts, Choice choice) {
  private static final int LOWEST_POWER = -6;
  private static final int HIGHEST_POWER = -1;

  /** Which combinations a sweep takes. */
  public enum Choice {
    /** At random, none twice until all have been taken. */
    RANDOM,

    /**
     * Evenly spread, so that any first few runs of a sweep cover hopeless and good settings alike:
     * along Roberts' R₂ sequence from a start drawn by seed. Point i is start + i · (1/ρ, 1/ρ²) mod
     * 1, ρ the real root of ρ³ = ρ + 1.
     */
    SPREAD
  }

  /** One combination, and a seed for the run that takes it. */
  public record Point(double learningRate, double dropout, long seed) {}

  public HyperparameterGrid {
    learningRates = List.copyOf(learningRates);
    dropouts = List.copyOf(dropouts);
    if (learningRates.isEmpty() || dropouts.isEmpty()) {
      throw new IllegalArgumentException(
          "grid of %d learning rates and %d dropout rates, must have at least one of each"
              .formatted(learningRates.size(), dropouts.size()));
    }
  }

  /**
   * The paper's 48 learning rates, {1, 1.5, …, 4.5} times 1e-6 to 1e-1, and ten dropout rates, 0 to
   * 0.9, at random.
   */
  public static HyperparameterGrid paper() {
    return within(0, 1, 1, Choice.RANDOM);
  }

  /** The paper's grid from a learning rate of 1e-4 on, evenly spread; for small sweeps. */
  public static HyperparameterGrid spread() {
    return spread(1e-4, 1, 1);
  }

  /**
   * A part of the paper's grid, evenly spread.
   *
   * @param lowest learning rate, included
   * @param highest learning rate, included
   * @param mostDropout highest dropout rate, included
   */
  public static HyperparameterGrid spread(double lowest, double highest, double mostDropout) {
    return within(lowest, highest, mostDropout, Choice.SPREAD);
  }

  /**
   * The same with one learning rate, or one dropout rate, or both.
   *
   * @param rate {@code null} for those of this grid
   * @param dropout {@code null} for those of this grid
   */
  public HyperparameterGrid pinned(Double rate, Double dropout) {
    return new HyperparameterGrid(
        rate == null ? learningRates : List.of(rate),
        dropout == null ? dropouts : List.of(dropout),
        choice);
  }

  /** So many points; the same seed gives the same ones, and fewer are the first of more. */
  public List<Point> draw(int count, long seed) {
    var random = new SplittableRandom(seed);
    return switch (choice) {
      case RANDOM -> drawAtRandom(count, random);
      case SPREAD -> drawEvenly(count, random);
    };
  }

  private List<Point> drawAtRandom(int count, SplittableRandom random) {
    List<Point> points = new ArrayList<>();
    List<Integer> left = new ArrayList<>();
    while (points.size() < count) {
      if (left.isEmpty()) {
        IntStream.range(0, learningRates.size() * dropouts.size()).forEach(left::add);
      }
      int cell = left.remove(random.nextInt(left.size()));
      points.add(point(cell / dropouts.size(), cell % dropouts.size(), random));
    }
    return points;
  }

  private List<Point> drawEvenly(int count, SplittableRandom random) {
    double rho = 1.324717957244746;
    double rate = random.nextDouble();
    double dropout = random.nextDouble();
    List<Point> points = new ArrayList<>();
    while (points.size() < count) {
      points.add(
          point((int) (rate * learningRates.size()), (int) (dropout * dropouts.size()), random));
      rate = (rate + 1 / rho) % 1;
      dropout = (dropout + 1 / (rho * rho)) % 1;
    }
    return points;
  }

  private Point point(int rate, int dropout, SplittableRandom random) {
    return new Point(
        learningRates.get(rate), dropouts.get(dropout), random.nextInt(1, 1_000_000_000));
  }

  private static HyperparameterGrid within(
      double lowest, double highest, double mostDropout, Choice choice) {
    return new HyperparameterGrid(
        IntStream.rangeClosed(LOWEST_POWER, HIGHEST_POWER)
            .boxed()
            .flatMap(
                power ->
                    IntStream.rangeClosed(2, 9)
                        .mapToObj(half -> Double.valueOf(half * 5 + "e" + (power - 1))))
            .filter(rate -> rate >= lowest && rate <= highest)
            .toList(),
        IntStream.range(0, 10)
            .mapToObj(tenths -> tenths / 10.0)
            .filter(rate -> rate <= mostDropout)
            .toList(),
        choice);
  }
}
