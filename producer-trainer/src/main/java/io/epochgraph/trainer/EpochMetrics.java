package io.epochgraph.trainer;

/**
 * How far a run has come after an epoch. Losses are mean cross-entropies in nats, NaN or infinite
 * where the run has diverged.
 *
 * @param trainingLoss over the epoch's images as they were trained on, with dropout; {@code null}
 *     at epoch 0, which trains nothing
 * @param validationLoss without dropout
 * @param validationAccuracy fraction in [0, 1]
 * @param learningRate the epoch's
 * @param seconds spent training and validating
 */
public record EpochMetrics(
    Double trainingLoss,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    double seconds) {}
