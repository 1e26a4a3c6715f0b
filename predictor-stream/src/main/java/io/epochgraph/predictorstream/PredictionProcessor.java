package io.epochgraph.predictorstream;

import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Signature;
import io.epochgraph.prediction.Observation;
import io.epochgraph.schemas.RecordReader;
import io.epochgraph.stage.Commits;
import io.epochgraph.stage.LogScope;
import io.epochgraph.stage.Outcome;
import io.epochgraph.stage.Refusal;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns each signature into the predictions of all predictors that read its window. */
final class PredictionProcessor
    implements Processor<String, Signature, String, Outcome<Prediction>> {

  private static final Logger LOG = LoggerFactory.getLogger(PredictionProcessor.class);

  private final String stage;
  private final Commits commits;
  private final Supplier<RecordReader<Predictor>> readers;
  private final PredictionMetrics metrics;
  private ProcessorContext<String, Outcome<Prediction>> context;
  private RecordReader<Predictor> reader;
  private PredictorShelf shelf;

  PredictionProcessor(
      String stage,
      Supplier<RecordReader<Predictor>> readers,
      PredictionMetrics metrics,
      Commits commits) {
    this.stage = stage;
    this.commits = commits;
    this.readers = readers;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Outcome<Prediction>> context) {
    this.context = context;
    this.reader = readers.get();
    this.shelf =
        new PredictorShelf(context.getStateStore(PredictorStreamTopology.PREDICTORS_STORE), reader);
  }

  @Override
  public void process(Record<String, Signature> record) {
    Signature signature = record.value();
    try (var _ = LogScope.epoch(signature.getAttempt(), signature.getEpoch())) {
      process(record, signature);
    }
  }

  private void process(Record<String, Signature> record, Signature signature) {
    Observation observation;
    try {
      observation = Observations.of(signature);
    } catch (IllegalArgumentException e) {
      refuse(record, e.getMessage());
      return;
    }
    List<Prediction> predictions =
        Forecasting.of(signature, observation, shelf.ofCohort(signature));
    for (Prediction prediction : predictions) {
      metrics.predicted(prediction);
      LOG.info(
          "window {}: {} {}",
          signature.getWindow(),
          prediction.getStatus(),
          prediction.getPredictor() == null ? "" : prediction.getPredictor());
      context.forward(record.withValue(new Outcome.Good<>(prediction)));
    }
    if (!predictions.isEmpty()) {
      commits.after(context);
    }
  }

  private void refuse(Record<String, Signature> record, String reason) {
    var epoch = new EpochReference(record.value().getAttempt(), record.value().getEpoch());
    var letter =
        new Refusal("INVALID", reason)
            .letter(stage, context, record.key(), epoch, record.timestamp());
    context.forward(record.withValue(new Outcome.Dead<>(letter)));
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
