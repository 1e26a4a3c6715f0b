package io.epochgraph.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The paper's learning rates, {1, 1.5, …, 4.5} times powers of ten, and dropout rates {0, 0.1, …,
 * 0.9}, and a way to choose among them.
 */
public enum HyperparameterGrid {
  /**
   * Evenly spread from 1e-4 to 4.5e-1, for small sweeps: any first few runs of a sweep cover
   * hopeless and good settings alike. They follow Roberts' R₂ sequence from a start drawn by seed:
   * point i is start + i · (1/ρ, 1/ρ²) mod 1, ρ the real root of ρ³ = ρ + 1.
   */
  SPREAD(-4) {
    @Override
    List<Point> draw(int count, SplittableRandom random) {
      double rho = 1.324717957244746;
      double rate = random.nextDouble();
      double dropout = random.nextDouble();
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        points.add(
            point((int) (rate * learningRates().size()), (int) (dropout * DROPOUTS), random));
        rate = (rate + 1 / rho) % 1;
        dropout = (dropout + 1 / (rho * rho)) % 1;
      }
      return points;
    }
  },

  /** The whole grid of 480, 1e-6 to 4.5e-1, at random; without repetition up to 480 runs. */
  PAPER(-6) {
    @Override
    List<Point> draw(int count, SplittableRandom random) {
      int cells = learningRates().size() * DROPOUTS;
      List<Point> points = new ArrayList<>();
      List<Integer> left = new ArrayList<>();
      while (points.size() < count) {
        if (left.isEmpty()) {
          IntStream.range(0, cells).forEach(left::add);
        }
        int cell = left.remove(random.nextInt(left.size()));
        points.add(point(cell / DROPOUTS, cell % DROPOUTS, random));
      }
      return points;
    }
  };

  private static final int DROPOUTS = 10;
  private static final int HIGHEST_POWER = -1;

  private final int lowestPower;

  /** One choice, and a seed for the run that takes it. */
  public record Point(double learningRate, double dropout, long seed) {}

  HyperparameterGrid(int lowestPower) {
    this.lowestPower = lowestPower;
  }

  /** The learning rates, ascending: eight a power of ten. */
  public List<Double> learningRates() {
    return IntStream.rangeClosed(lowestPower, HIGHEST_POWER)
        .boxed()
        .flatMap(
            power ->
                IntStream.rangeClosed(2, 9)
                    .mapToObj(half -> Double.valueOf(half * 5 + "e" + (power - 1))))
        .toList();
  }

  /** So many points; the same seed gives the same ones, and fewer are the first of more. */
  public List<Point> draw(int count, long seed) {
    return draw(count, new SplittableRandom(seed));
  }

  abstract List<Point> draw(int count, SplittableRandom random);

  Point point(int rate, int dropout, SplittableRandom random) {
    return new Point(
        learningRates().get(rate), dropout / (double) DROPOUTS, random.nextInt(1, 1_000_000_000));
  }
}
