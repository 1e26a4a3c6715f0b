package io.epochgraph.dashboard;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.SkippedEpoch;
import java.time.Instant;

/**
 * One epoch of a run's curve. Whatever the trainer did not measure, or measured as NaN or infinite,
 * is null.
 *
 * @param epoch the epoch; 0 is the initial weights
 * @param attempt the attempt it counts from
 * @param published whether its weights were published, or only its metrics
 * @param validationAccuracy a fraction
 * @param learningRate the learning rate in force
 * @param seconds of training
 * @param trainedAt when the trainer finished it; of a skipped epoch, when it finished the next
 *     published one
 */
public record EpochPoint(
    int epoch,
    int attempt,
    boolean published,
    Double trainLoss,
    Double validationLoss,
    Double validationAccuracy,
    Double learningRate,
    Double seconds,
    Instant trainedAt) {

  static EpochPoint of(EpochManifest manifest) {
    return of(manifest, manifest.getEpoch(), true, manifest.getMetrics());
  }

  static EpochPoint of(EpochManifest manifest, SkippedEpoch skipped) {
    return of(manifest, skipped.getEpoch(), false, skipped.getMetrics());
  }

  private static EpochPoint of(
      EpochManifest manifest, int epoch, boolean published, Metrics metrics) {
    return new EpochPoint(
        epoch,
        manifest.getAttempt(),
        published,
        Finite.orNull(metrics.getTrainLoss()),
        Finite.orNull(metrics.getValidationLoss()),
        Finite.orNull(metrics.getValidationAccuracy()),
        Finite.orNull(metrics.getLearningRate()),
        Finite.orNull(metrics.getSeconds()),
        manifest.getTrainedAt());
  }
}
