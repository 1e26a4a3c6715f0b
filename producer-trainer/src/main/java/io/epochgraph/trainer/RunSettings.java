package io.epochgraph.trainer;

import io.epochgraph.networks.Networks;

/**
 * One training run. The same settings on the same images give the same weights, bit for bit, on one
 * machine.
 *
 * @param run id, {@code [A-Za-z0-9._-]{1,200}}
 * @param sweep the sweep it belongs to; empty for a run on its own
 * @param network name of the architecture, one of {@link Networks#NAMES}
 * @param learningRate of plain SGD, constant, above 0
 * @param momentum in [0, 1); the paper's runs have 0
 * @param dropout rate in [0, 1)
 * @param batchSize images a step; an epoch's last batch may be smaller, or larger by one image, as
 *     none is of one image unless all are
 * @param epochs at most so many passes over the training images
 * @param patience stop after so many epochs without a better validation accuracy (the paper: 10); 0
 *     never to
 * @param seed of the initial weights, of dropout and of each epoch's order
 */
public record RunSettings(
    String run,
    String sweep,
    String network,
    double learningRate,
    double momentum,
    double dropout,
    int batchSize,
    int epochs,
    int patience,
    long seed) {

  public RunSettings {
    if (run == null || !run.matches("[A-Za-z0-9._-]{1,200}")) {
      throw new IllegalArgumentException(
          "run '%s' must be 1 to 200 letters, digits, '.', '_' or '-'".formatted(run));
    }
    require(Networks.NAMES.contains(network), "network", network, "one of " + Networks.NAMES);
    require(
        learningRate > 0 && Double.isFinite(learningRate),
        "learning rate",
        learningRate,
        "above 0 and finite");
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "in [0, 1)");
    require(dropout >= 0 && dropout < 1, "dropout", dropout, "in [0, 1)");
    require(batchSize >= 1, "batch size", batchSize, "at least 1");
    require(epochs >= 1, "epochs", epochs, "at least 1");
    require(patience >= 0, "patience", patience, "at least 0 (0: never stop early)");
  }

  private static void require(boolean holds, String name, Object value, String wanted) {
    if (!holds) {
      throw new IllegalArgumentException("%s = %s, must be %s".formatted(name, value, wanted));
    }
  }
}
