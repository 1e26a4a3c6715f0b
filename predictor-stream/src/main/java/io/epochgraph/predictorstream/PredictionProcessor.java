package io.epochgraph.predictorstream;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.Predictor;
import io.epochgraph.contract.Signature;
import io.epochgraph.schemas.RecordReader;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Turns each signature into the predictions of all predictors that read its window. */
final class PredictionProcessor implements Processor<String, Signature, String, Prediction> {

  private final Supplier<RecordReader<Predictor>> readers;
  private ProcessorContext<String, Prediction> context;
  private RecordReader<Predictor> reader;
  private PredictorShelf shelf;

  PredictionProcessor(Supplier<RecordReader<Predictor>> readers) {
    this.readers = readers;
  }

  @Override
  public void init(ProcessorContext<String, Prediction> context) {
    this.context = context;
    this.reader = readers.get();
    this.shelf =
        new PredictorShelf(context.getStateStore(PredictorStreamTopology.PREDICTORS_STORE), reader);
  }

  @Override
  public void process(Record<String, Signature> record) {
    Signature signature = record.value();
    for (Prediction prediction : Forecasting.of(signature, shelf.ofCohort(signature))) {
      context.forward(record.withValue(prediction));
    }
    context.commit();
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
