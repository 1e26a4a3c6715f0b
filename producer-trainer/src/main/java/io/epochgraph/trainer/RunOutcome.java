package io.epochgraph.trainer;

/**
 * How a run ended. A run that diverged and went through all its epochs is completed.
 *
 * @param epochs finished, epoch 0 not counted
 * @param bestAccuracy highest validation accuracy of any epoch from 1 on, a fraction; NaN if none
 *     was finished
 * @param finalAccuracy validation accuracy after the last finished epoch; NaN if none was finished
 * @param reason why it failed; empty if it did not
 */
public record RunOutcome(
    Status status, int epochs, double bestAccuracy, double finalAccuracy, String reason) {

  /** The way a run ended. */
  public enum Status {
    COMPLETED,
    EARLY_STOPPED,
    FAILED
  }

  public RunOutcome {
    if ((status == Status.FAILED) == reason.isEmpty()) {
      throw new IllegalArgumentException(
          "status %s with reason '%s': a reason belongs to FAILED, and only to it"
              .formatted(status, reason));
    }
  }
}
