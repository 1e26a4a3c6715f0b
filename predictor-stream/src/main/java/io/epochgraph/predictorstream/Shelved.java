package io.epochgraph.predictorstream;

import io.epochgraph.prediction.FittedPredictor;

/**
 * A predictor at hand.
 *
 * @param champion whether it is the champion of its network, dataset and target
 */
record Shelved(FittedPredictor predictor, boolean champion) {}
