package io.epochgraph.dashboard;

import io.epochgraph.contract.DeadLetter;
import java.time.Instant;

/**
 * A record that a stage could not use.
 *
 * @param run the run, or null where it is not known
 * @param epoch the epoch, or null where it is not known
 */
public record Refusal(
    String stage,
    String code,
    String reason,
    String topic,
    int partition,
    long offset,
    String run,
    Integer attempt,
    Integer epoch,
    Instant recordedAt) {

  static Refusal of(DeadLetter letter) {
    return new Refusal(
        letter.getStage(),
        letter.getCode(),
        letter.getReason(),
        letter.getTopic(),
        letter.getPartition(),
        letter.getOffset(),
        letter.getRun(),
        letter.getAttempt(),
        letter.getEpoch(),
        letter.getRecordedAt());
  }
}
