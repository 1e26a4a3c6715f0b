package io.epochgraph.cli.sweep;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.Verdict;

/** A prediction as a line of text. */
public final class PredictionText {

  private PredictionText() {}

  /** For example {@code lenet5-…-007 after epoch 3: 78.1 % HIGH (97 %), now 71.2 %}. */
  public static String of(Prediction prediction) {
    String after = "%s after epoch %d: ".formatted(prediction.getRun(), prediction.getEpoch());
    String by =
        prediction.getPredictor().isEmpty()
            ? ""
            : "  [%s@%d]".formatted(prediction.getPredictor(), prediction.getVersion());
    return switch (prediction.getStatus()) {
      case PREDICTED ->
          after
              + "%s %s (%.0f %% sure), now %s%s"
                  .formatted(
                      Percent.of(prediction.getAccuracy()),
                      prediction.getVerdict(),
                      sureness(prediction) * 100,
                      Percent.of(prediction.getLastValidationAccuracy()),
                      prediction.getFittedOn() ? ", fitted on this run" : "")
              + by;
      case DIVERGED -> after + "diverged, " + prediction.getReason() + by;
      case NO_PREDICTOR ->
          after
              + "no prediction, "
              + prediction.getReason()
              + (prediction.getNextCommand() == null
                  ? ""
                  : "; try: " + prediction.getNextCommand());
      case UNKNOWN -> after + "a prediction of a kind that this version does not know" + by;
    };
  }

  private static double sureness(Prediction prediction) {
    double high = prediction.getProbabilityHigh();
    return prediction.getVerdict() == Verdict.HIGH ? high : 1 - high;
  }
}
