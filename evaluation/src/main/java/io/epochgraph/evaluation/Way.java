package io.epochgraph.evaluation;

import io.epochgraph.prediction.ClassifierSettings;
import io.epochgraph.prediction.InputSpec;

/**
 * A way to predict: what is looked at, and which classifier says high or low. The accuracy itself
 * is estimated by a ridge regression on the same columns.
 *
 * @param name for people
 */
public record Way(String name, InputSpec inputs, ClassifierSettings classifier) {}
