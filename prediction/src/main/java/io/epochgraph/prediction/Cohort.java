package io.epochgraph.prediction;

/**
 * The runs a predictor speaks for.
 *
 * @param network the architecture, such as {@code lenet5}
 * @param dataset the data, such as {@code cifar10}
 */
public record Cohort(String network, String dataset) {
  public Cohort {
    Require.that(!network.isBlank(), "network is \"%s\"; it must name an architecture", network);
    Require.that(!dataset.isBlank(), "dataset is \"%s\"; it must name a dataset", dataset);
  }
}
