package io.epochgraph.cli.sweep;

import io.epochgraph.contract.Interval;
import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.Verdict;
import java.util.Locale;

/** A prediction as a line of text. */
public final class PredictionText {

  private PredictionText() {}

  /**
   * For example {@code lenet5-…-007 after epoch 3: 78.1 % (72.0–81.5) HIGH (97 % sure), now 71.2
   * %}.
   */
  public static String of(Prediction prediction) {
    String after = "%s after epoch %d: ".formatted(prediction.getRun(), prediction.getEpoch());
    String by =
        prediction.getPredictor().isEmpty()
            ? ""
            : "  [%s@%d]".formatted(prediction.getPredictor(), prediction.getVersion());
    return switch (prediction.getStatus()) {
      case PREDICTED ->
          after
              + said(prediction)
              + ", now "
              + Percent.of(prediction.getLastValidationAccuracy())
              + (prediction.getFittedOn() ? ", fitted on this run" : "")
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

  private static String said(Prediction prediction) {
    if (prediction.getAbstention() != null) {
      return "the predictor abstains, " + prediction.getAbstention();
    }
    return "%s%s %s (%.0f %% sure)"
        .formatted(
            Percent.of(prediction.getAccuracy()),
            interval(prediction.getInterval()),
            prediction.getVerdict(),
            sureness(prediction) * 100);
  }

  private static String interval(Interval interval) {
    return interval == null
        ? ""
        : String.format(
            Locale.ROOT, " (%.1f–%.1f)", 100 * interval.getLower(), 100 * interval.getUpper());
  }

  private static double sureness(Prediction prediction) {
    double high = prediction.getProbabilityHigh();
    return prediction.getVerdict() == Verdict.HIGH ? high : 1 - high;
  }
}
