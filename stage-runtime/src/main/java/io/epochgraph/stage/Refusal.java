package io.epochgraph.stage;

import io.epochgraph.contract.DeadLetter;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.schemas.Printable;
import java.time.Instant;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Why a record is refused.
 *
 * @param code a stable code, for programs
 * @param reason what is wrong, with the value and what would be right, for people
 */
public record Refusal(String code, String reason) {

  private static final int LONGEST = 1_000;

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

  /** Makes the reason fit to print: at most 1,000 characters, none of them controls. */
  public Refusal {
    reason = Printable.of(reason, LONGEST);
  }

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
    return letter(stage, source.topic(), source.partition(), source.offset(), timestamp)
        .setRun(run)
        .setAttempt(epoch == null ? null : epoch.getAttempt())
        .setEpoch(epoch == null ? null : epoch.getEpoch())
        .build();
  }

  /** The dead letter for the record that {@code context} names. */
  DeadLetter letter(String stage, ErrorHandlerContext context, String run) {
    return letter(
            stage, context.topic(), context.partition(), context.offset(), context.timestamp())
        .setRun(run)
        .build();
  }

  private DeadLetter.Builder letter(
      String stage, String topic, int partition, long offset, long timestamp) {
    return DeadLetter.newBuilder()
        .setStage(stage)
        .setCode(code)
        .setReason(reason)
        .setTopic(topic == null ? NOWHERE.topic() : topic)
        .setPartition(partition)
        .setOffset(offset)
        .setRecordedAt(Instant.ofEpochMilli(timestamp));
  }
}
