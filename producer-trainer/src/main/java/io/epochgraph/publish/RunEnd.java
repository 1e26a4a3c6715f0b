package io.epochgraph.publish;

import io.epochgraph.contract.RunStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How a run ended.
 *
 * @param status {@code COMPLETED} or {@code EARLY_STOPPED} (outcomes, which want both accuracies),
 *     {@code STOPPED_BY_DECISION} or {@code FAILED}
 * @param bestValidationAccuracy over all trained epochs, a fraction in [0, 1]
 * @param finalValidationAccuracy after the last epoch, a fraction in [0, 1]
 * @param lastEpoch the last epoch it trained; 0 before the first
 * @param reason why it failed or was stopped, for people
 * @param endedAt by the trainer's clock
 */
public record RunEnd(
    RunStatus status,
    OptionalDouble bestValidationAccuracy,
    OptionalDouble finalValidationAccuracy,
    int lastEpoch,
    Optional<String> reason,
    Instant endedAt) {

  private static final Set<RunStatus> OUTCOMES =
      EnumSet.of(RunStatus.COMPLETED, RunStatus.EARLY_STOPPED);
  private static final Set<RunStatus> ENDS =
      EnumSet.of(
          RunStatus.COMPLETED,
          RunStatus.EARLY_STOPPED,
          RunStatus.STOPPED_BY_DECISION,
          RunStatus.FAILED);

  /** Checks the ranges. */
  public RunEnd {
    if (!ENDS.contains(status)) {
      throw new IllegalArgumentException("status %s: want one of %s".formatted(status, ENDS));
    }
    check("best validation accuracy", status, bestValidationAccuracy);
    check("final validation accuracy", status, finalValidationAccuracy);
    if (lastEpoch < 0) {
      throw new IllegalArgumentException("lastEpoch %d: want 0 or more".formatted(lastEpoch));
    }
    endedAt = EventTime.check(endedAt, "end of run");
  }

  /** An end with its outcome: {@code COMPLETED} or {@code EARLY_STOPPED}. */
  public static RunEnd outcome(
      RunStatus status, double best, double last, int lastEpoch, Instant endedAt) {
    return new RunEnd(
        status,
        OptionalDouble.of(best),
        OptionalDouble.of(last),
        lastEpoch,
        Optional.empty(),
        endedAt);
  }

  private static void check(String what, RunStatus status, OptionalDouble accuracy) {
    if (accuracy.isEmpty() && OUTCOMES.contains(status)) {
      throw new IllegalArgumentException(
          "%s is missing: status %s wants it".formatted(what, status));
    }
    if (accuracy.isPresent() && !(accuracy.getAsDouble() >= 0 && accuracy.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "%s %s: want a fraction in [0, 1]".formatted(what, accuracy.getAsDouble()));
    }
  }
}
