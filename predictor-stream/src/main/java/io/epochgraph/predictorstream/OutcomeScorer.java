package io.epochgraph.predictorstream;

import io.epochgraph.contract.Run;
import io.epochgraph.contract.Score;
import io.epochgraph.contract.state.RunForecasts;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Scores the predictions of each run that ends with an outcome; one that resumes has none yet. */
final class OutcomeScorer implements Processor<String, Run, String, Score> {

  private ProcessorContext<String, Score> context;
  private OpenRuns forecasts;

  @Override
  public void init(ProcessorContext<String, Score> context) {
    this.context = context;
    this.forecasts = new OpenRuns(context);
  }

  @Override
  public void process(Record<String, Run> record) {
    Run run = record.value();
    RunForecasts known = forecasts.of(record.key(), run.getChangedAt());
    if (!Scoring.hasOutcome(run)) {
      if (known != null && run.getAttempt() > known.getAttempt()) {
        forecasts.put(record.key(), Scoring.reopened(known, run));
      }
      return;
    }
    Scoring.with(known == null ? RunForecasts.newBuilder().build() : known, run)
        .ifPresent(
            now -> {
              forecasts.put(record.key(), now);
              Scoring.scores(record.key(), run.getDescriptor(), now, now.getPredictions())
                  .forEach(score -> context.forward(record.withValue(score)));
            });
  }
}
