package io.epochgraph.predictorstream;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.Score;
import io.epochgraph.contract.state.OpenPrediction;
import io.epochgraph.contract.state.RunForecasts;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Keeps each prediction until its run ends; one that comes later is scored at once. */
final class PredictionScorer implements Processor<String, Prediction, String, Score> {

  private ProcessorContext<String, Score> context;
  private OpenRuns forecasts;

  @Override
  public void init(ProcessorContext<String, Score> context) {
    this.context = context;
    this.forecasts = new OpenRuns(context);
  }

  @Override
  public void process(Record<String, Prediction> record) {
    Prediction prediction = record.value();
    if (!Scoring.counts(prediction)) {
      return;
    }
    RunForecasts known = forecasts.of(record.key(), prediction.getTrainedAt());
    OpenPrediction open = Scoring.open(prediction);
    RunForecasts now =
        Scoring.with(known == null ? RunForecasts.newBuilder().build() : known, open);
    forecasts.put(record.key(), now);
    Scoring.scores(record.key(), prediction.getDescriptor(), now, List.of(open))
        .forEach(score -> context.forward(record.withValue(score)));
  }
}
