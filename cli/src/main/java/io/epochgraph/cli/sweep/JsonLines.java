package io.epochgraph.cli.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.contract.Interval;
import io.epochgraph.contract.Prediction;
import io.epochgraph.trainer.RunOutcome;
import io.epochgraph.trainer.RunSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Predictions and runs' ends as JSON, one object a line. */
public final class JsonLines implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Writer writer;

  private JsonLines(Writer writer) {
    this.writer = writer;
  }

  /** Writes to {@code file}, anew. */
  static JsonLines to(Path file) {
    try {
      return new JsonLines(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("--json %s cannot be written".formatted(file), e);
    }
  }

  /** A prediction; what is unknown is null. */
  public static String of(Prediction prediction) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("event", "prediction");
    fields.put("run", prediction.getRun());
    fields.put("attempt", prediction.getAttempt());
    fields.put("epoch", prediction.getEpoch());
    fields.put("window", prediction.getWindow());
    fields.put("status", prediction.getStatus());
    fields.put("predictor", prediction.getPredictor());
    fields.put("version", prediction.getVersion());
    fields.put("target", prediction.getTarget());
    fields.put("accuracy", prediction.getAccuracy());
    fields.put("probabilityHigh", prediction.getProbabilityHigh());
    fields.put("verdict", prediction.getVerdict());
    fields.put("threshold", prediction.getThreshold());
    fields.put("lastValidationAccuracy", prediction.getLastValidationAccuracy());
    fields.put("fittedOn", prediction.getFittedOn());
    fields.put("champion", prediction.getChampion());
    fields.put("inputs", prediction.getInputs());
    Interval interval = prediction.getInterval();
    fields.put("lower", interval == null ? null : interval.getLower());
    fields.put("upper", interval == null ? null : interval.getUpper());
    fields.put("coverage", interval == null ? null : interval.getCoverage());
    fields.put("abstention", prediction.getAbstention());
    fields.put("reason", prediction.getReason());
    fields.put("nextCommand", prediction.getNextCommand());
    fields.put("network", prediction.getDescriptor().getNetwork());
    fields.put("dataset", prediction.getDescriptor().getDataset());
    fields.put("sweep", prediction.getDescriptor().getSweep());
    fields.put("learningRate", prediction.getDescriptor().getHyperparameters().getLearningRate());
    fields.put("dropout", prediction.getDescriptor().getHyperparameters().getDropout());
    fields.put("trainedAt", prediction.getTrainedAt().toString());
    return json(fields);
  }

  static String of(RunSettings run, RunOutcome outcome) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("event", "run-end");
    fields.put("run", run.run());
    fields.put("status", outcome.status());
    fields.put("epochs", outcome.epochs());
    fields.put("bestValidationAccuracy", finite(outcome.bestAccuracy()));
    fields.put("finalValidationAccuracy", finite(outcome.finalAccuracy()));
    fields.put("learningRate", run.learningRate());
    fields.put("dropout", run.dropout());
    fields.put("seed", run.seed());
    fields.put("reason", outcome.reason().isEmpty() ? null : outcome.reason());
    return json(fields);
  }

  synchronized void write(String line) {
    try {
      writer.write(line);
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static String json(Map<String, Object> fields) {
    try {
      return MAPPER.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
