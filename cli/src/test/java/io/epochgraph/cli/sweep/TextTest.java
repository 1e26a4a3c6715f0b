package io.epochgraph.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochgraph.contract.Interval;
import io.epochgraph.contract.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions and outcomes as lines, for people and for programs. */
final class TextTest {

  @Test
  void shouldSayWhatIsPredicted() {
    assertThat(PredictionText.of(Samples.prediction(7, 3, 0.781, 0.97, 0.712)))
        .isEqualTo(
            "made-007 after epoch 3: 78.1 % HIGH (97 % sure), now 71.2 %  [lenet5-made-svm@2]");
    Prediction low = Samples.prediction(7, 3, 0.21, 0.12, 0.2);
    low.setFittedOn(true);
    low.setLastValidationAccuracy(null);
    assertThat(PredictionText.of(low))
        .isEqualTo(
            "made-007 after epoch 3: 21.0 % LOW (88 % sure), now –, fitted on this run"
                + "  [lenet5-made-svm@2]");
  }

  @Test
  void shouldSayHowSureItIsAndWhenItAbstains() {
    Prediction prediction = Samples.prediction(7, 3, 0.781, 0.97, 0.712);
    prediction.setInterval(new Interval(0.72, 0.8149, 0.9));
    assertThat(PredictionText.of(prediction))
        .isEqualTo(
            "made-007 after epoch 3: 78.1 % (72.0–81.5) HIGH (97 % sure), now 71.2 %"
                + "  [lenet5-made-svm@2]");
    prediction.setAbstention("this run is unlike all others");
    assertThat(PredictionText.of(prediction))
        .isEqualTo(
            "made-007 after epoch 3: the predictor abstains, this run is unlike all others, now"
                + " 71.2 %  [lenet5-made-svm@2]");
  }

  @Test
  void shouldSayWhyNothingIsPredicted() {
    assertThat(PredictionText.of(Samples.diverged(1, 2)))
        .isEqualTo(
            "made-001 after epoch 2: diverged, some weights are NaN or infinite"
                + "  [lenet5-made-svm@2]");
    assertThat(PredictionText.of(Samples.withoutPredictor(1, 2)))
        .isEqualTo(
            "made-001 after epoch 2: no prediction, no predictor has been fitted for lenet5 on"
                + " made; try: epochgraph predictor train --network lenet5 --dataset made");
    assertThat(PredictionText.of(Samples.unknown(1, 2)))
        .contains("of a kind that this version does not know");
  }

  @Test
  void shouldWriteOneJsonObjectALine(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("events.json");
    try (var lines = JsonLines.to(file)) {
      lines.write(JsonLines.of(Samples.prediction(7, 3, 0.781, 0.97, 0.712)));
      lines.write(JsonLines.of(Samples.run(7), Samples.outcome(0.8, 0.75)));
      lines.write(JsonLines.of(Samples.run(8), Samples.failure(2)));
      assertThat(Files.readAllLines(file)).as("each is there at once").hasSize(3);
    }
    JsonNode prediction = new ObjectMapper().readTree(Files.readAllLines(file).get(0));
    assertThat(prediction.get("event").textValue()).isEqualTo("prediction");
    assertThat(prediction.get("run").textValue()).isEqualTo("made-007");
    assertThat(prediction.get("epoch").intValue()).isEqualTo(3);
    assertThat(prediction.get("status").textValue()).isEqualTo("PREDICTED");
    assertThat(prediction.get("accuracy").doubleValue()).isEqualTo(0.781);
    assertThat(prediction.get("verdict").textValue()).isEqualTo("HIGH");
    assertThat(prediction.get("reason").isNull()).isTrue();
    assertThat(prediction.get("trainedAt").textValue()).isEqualTo("2026-03-01T12:00:00Z");

    JsonNode end = new ObjectMapper().readTree(Files.readAllLines(file).get(1));
    assertThat(end.get("event").textValue()).isEqualTo("run-end");
    assertThat(end.get("status").textValue()).isEqualTo("COMPLETED");
    assertThat(end.get("bestValidationAccuracy").doubleValue()).isEqualTo(0.8);
    assertThat(end.get("finalValidationAccuracy").doubleValue()).isEqualTo(0.75);
    assertThat(end.get("seed").longValue()).isEqualTo(107);

    JsonNode failed = new ObjectMapper().readTree(Files.readAllLines(file).get(2));
    assertThat(failed.get("bestValidationAccuracy").isNull()).isTrue();
    assertThat(failed.get("reason").textValue()).isEqualTo("it broke");
  }

  @Test
  void shouldNameTheFileThatCannotBeWritten() {
    assertThatThrownBy(() -> JsonLines.to(Path.of("/no/such/file")))
        .hasMessage("--json /no/such/file cannot be written");
  }

  @Test
  void shouldWritePercentAsPeopleReadThem() {
    assertThat(Percent.of(0.78125)).isEqualTo("78.1 %");
    assertThat(Percent.of(1.0)).isEqualTo("100.0 %");
    assertThat(Percent.of(null)).isEqualTo("–");
    assertThat(Percent.of(Double.NaN)).isEqualTo("–");
    assertThat(Percent.points(0.021)).isEqualTo("+2.1");
    assertThat(Percent.points(-0.5)).isEqualTo("-50.0");
    assertThat(Percent.points(Double.NaN)).isEqualTo("–");
  }
}
