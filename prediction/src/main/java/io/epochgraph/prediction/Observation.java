package io.epochgraph.prediction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run's history over one window of epochs: all that a predictor may look at.
 *
 * @param signatures for each signature its values, (snapshots * 5), snapshot by snapshot in the
 *     order of {@link #AGGREGATES}
 * @param validationAccuracy (snapshots), fractions; NaN where unknown
 * @param trainLoss (snapshots); NaN where unknown, as in epoch 0
 * @param settings what the run was started with
 * @param diverged whether the weights became NaN or infinite; then any of the values above may be
 *     NaN or infinite too
 */
public record Observation(
    Map<SignatureKey, double[]> signatures,
    double[] validationAccuracy,
    double[] trainLoss,
    RunSettings settings,
    boolean diverged) {
  /** The aggregates of each snapshot, in order. */
  public static final List<String> AGGREGATES =
      List.of("median", "mean", "std", "skewness", "kurtosis");

  public Observation {
    validationAccuracy = validationAccuracy.clone();
    trainLoss = trainLoss.clone();
    int snapshots = validationAccuracy.length;
    Require.that(snapshots > 0, "validationAccuracy is empty; it needs one value per snapshot");
    Require.that(
        trainLoss.length == snapshots,
        "trainLoss has %s values and validationAccuracy %s; both need one per snapshot",
        trainLoss.length,
        snapshots);
    for (int i = 0; i < snapshots; i++) {
      double accuracy = validationAccuracy[i];
      if (!Double.isNaN(accuracy)) {
        Require.fraction(accuracy, "validationAccuracy[" + i + "]");
      }
    }
    Map<SignatureKey, double[]> copy = new HashMap<>();
    signatures.forEach(
        (key, values) -> {
          Require.that(
              values.length == snapshots * AGGREGATES.size(),
              "Signature %s has %s values; %s snapshots need %s",
              key,
              values.length,
              snapshots,
              snapshots * AGGREGATES.size());
          copy.put(key, values.clone());
        });
    signatures = Map.copyOf(copy);
  }

  /** One of a run whose settings are unknown. */
  public Observation(
      Map<SignatureKey, double[]> signatures,
      double[] validationAccuracy,
      double[] trainLoss,
      boolean diverged) {
    this(signatures, validationAccuracy, trainLoss, RunSettings.UNKNOWN, diverged);
  }

  /** The number of snapshots in the window. */
  public int snapshots() {
    return validationAccuracy.length;
  }

  /** The latest known validation accuracy of the window; NaN when none is known. */
  public double lastValidationAccuracy() {
    for (int i = snapshots() - 1; i >= 0; i--) {
      if (!Double.isNaN(validationAccuracy[i])) {
        return validationAccuracy[i];
      }
    }
    return Double.NaN;
  }
}
