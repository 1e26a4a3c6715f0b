package io.epochgraph.trainer;

import io.epochgraph.networks.Networks;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Several runs that differ in learning rate, dropout and seed.
 *
 * @param name of the sweep; its runs are {@code name-000}, {@code name-001} and so on
 * @param network one of {@link Networks#NAMES}
 * @param runs how many, 1 to 1,000
 * @param grid where learning rates and dropout rates come from
 * @param epochs of each run, at most
 * @param patience as in {@link RunSettings}
 * @param batchSize images a step
 * @param momentum of every run; the paper's have 0
 * @param seed of the choice, and of the runs' seeds
 */
public record SweepSettings(
    String name,
    String network,
    int runs,
    HyperparameterGrid grid,
    int epochs,
    int patience,
    int batchSize,
    double momentum,
    long seed) {
  private static final int MOST_RUNS = 1_000;

  public SweepSettings {
    if (runs < 1 || runs > MOST_RUNS) {
      throw new IllegalArgumentException("runs = %d, must be 1 to %d".formatted(runs, MOST_RUNS));
    }
  }

  /** The runs; the same settings give the same ones. */
  public List<RunSettings> list() {
    List<HyperparameterGrid.Point> points = grid.draw(runs, seed);
    return IntStream.range(0, runs)
        .mapToObj(
            i ->
                new RunSettings(
                    "%s-%03d".formatted(name, i),
                    name,
                    network,
                    points.get(i).learningRate(),
                    momentum,
                    points.get(i).dropout(),
                    batchSize,
                    epochs,
                    patience,
                    points.get(i).seed()))
        .toList();
  }
}
