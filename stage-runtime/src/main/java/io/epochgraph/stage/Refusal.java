package io.epochgraph.stage;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochReference;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Why a record is refused.
 *
 * @param code a stable code, for programs
 * @param reason what is wrong, with the value and what would be right, for people
 */
public record Refusal(String code, String reason) {

  private static final RecordMetadata NOWHERE =
      new RecordMetadata() {
        @Override
        public String topic() {
          return "";
        }

        @Override
        public int partition() {
          return -1;
        }

        @Override
        public long offset() {
          return -1;
        }
      };

  /**
   * The dead letter for the record that {@code context} is processing.
   *
   * @param stage the stage that refuses
   * @param run the run, or null where it is not known
   * @param epoch the attempt and epoch, or null where they are not known
   * @param timestamp of the refused record
   */
  public DeadLetter letter(
      String stage, ProcessingContext context, String run, EpochReference epoch, long timestamp) {
    RecordMetadata source = context.recordMetadata().orElse(NOWHERE);
    return DeadLetter.newBuilder()
        .setStage(stage)
        .setCode(code)
        .setReason(reason)
        .setTopic(source.topic())
        .setPartition(source.partition())
        .setOffset(source.offset())
        .setRun(run)
        .setAttempt(epoch == null ? null : epoch.getAttempt())
        .setEpoch(epoch == null ? null : epoch.getEpoch())
        .setRecordedAt(Instant.ofEpochMilli(timestamp))
        .build();
  }
}
