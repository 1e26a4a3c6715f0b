package io.epochgraph.dashboard;

import io.epochgraph.contract.RunDescriptor;
import java.util.Map;

/**
 * What a run is and was set to.
 *
 * @param sweep the sweep it belongs to, or null
 * @param learningRate the initial learning rate
 * @param dropout the dropout rate, a fraction
 * @param others any other settings
 */
public record Settings(
    String network,
    String dataset,
    String sweep,
    Double learningRate,
    Double dropout,
    int batchSize,
    String optimizer,
    Map<String, String> others) {

  static Settings of(RunDescriptor descriptor) {
    var hyperparameters = descriptor.getHyperparameters();
    return new Settings(
        descriptor.getNetwork(),
        descriptor.getDataset(),
        descriptor.getSweep(),
        Finite.orNull(hyperparameters.getLearningRate()),
        Finite.orNull(hyperparameters.getDropout()),
        hyperparameters.getBatchSize(),
        hyperparameters.getOptimizer(),
        Map.copyOf(hyperparameters.getOthers()));
  }
}
