package io.epochgraph.predictorstream;

import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.Run;
import io.epochgraph.stage.DescriptorCheck;
import io.epochgraph.stage.Outcome;
import io.epochgraph.stage.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Lets runs through whose fields are in range. */
final class RunCheckProcessor implements Processor<String, Run, String, Outcome<Run>> {

  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  private final String stage;
  private ProcessorContext<String, Outcome<Run>> context;

  RunCheckProcessor(String stage) {
    this.stage = stage;
  }

  @Override
  public void init(ProcessorContext<String, Outcome<Run>> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, Run> record) {
    Run run = record.value();
    try {
      check(run, Instant.ofEpochMilli(record.timestamp()));
      context.forward(record.withValue(new Outcome.Good<>(run)));
    } catch (IllegalArgumentException e) {
      var epoch = new EpochReference(run.getAttempt(), run.getLastEpoch());
      var letter =
          new Refusal("INVALID", e.getMessage())
              .letter(stage, context, record.key(), epoch, record.timestamp());
      context.forward(record.withValue(new Outcome.Dead<>(letter)));
    }
  }

  private static void check(Run run, Instant sentAt) {
    if (run.getAttempt() < 0 || run.getLastEpoch() < 0) {
      throw new IllegalArgumentException(
          "attempt %d, last epoch %d: want both at least 0"
              .formatted(run.getAttempt(), run.getLastEpoch()));
    }
    Instant changedAt = run.getChangedAt();
    if (changedAt.isBefore(Instant.EPOCH) || changedAt.isAfter(sentAt.plus(CLOCKS_DIFFER))) {
      throw new IllegalArgumentException(
          "changedAt %s: want a time after 1970 and no later than the record's own, %s"
              .formatted(changedAt, sentAt));
    }
    DescriptorCheck.check(run.getDescriptor());
    DescriptorCheck.checkFraction("best validation accuracy", run.getBestValidationAccuracy());
    DescriptorCheck.checkFraction("final validation accuracy", run.getFinalValidationAccuracy());
  }
}
