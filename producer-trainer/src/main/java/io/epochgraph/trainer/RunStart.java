package io.epochgraph.trainer;

import io.epochgraph.networks.NetworkDescription;

/**
 * A run about to be trained.
 *
 * @param network what is trained, with each layer's geometry
 * @param dataset name
 * @param trainingImages images an epoch passes over
 * @param validationImages images accuracy is measured on
 */
public record RunStart(
    RunSettings settings,
    NetworkDescription network,
    String dataset,
    int trainingImages,
    int validationImages) {}
