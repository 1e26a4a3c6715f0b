package io.epochgraph.cli.sweep;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.contract.Verdict;
import io.epochgraph.trainer.RunOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Predicted against actual. A run counts if it was predicted before it ended, by a predictor that
 * was not fitted on it.
 */
final class Results {

  private static final String ROW = "%-6s %8s %7s  %5s %10s %10s %9s %14s  %s";

  private Results() {}

  /** The table of all runs, then the errors epoch by epoch. */
  static List<String> lines(List<RunView> runs) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("Predicted against actual: the first prediction made of each run while it trained");
    lines.add(
        ROW.formatted(
            "run",
            "lr",
            "dropout",
            "after",
            "predicted",
            "actual",
            "error",
            "accuracy then",
            "verdict"));
    runs.forEach(run -> lines.add(row(run)));
    lines.addAll(summary(runs));
    return lines;
  }

  private static String row(RunView run) {
    Optional<Prediction> first = run.live().stream().findFirst();
    Optional<Double> actual = actual(run);
    if (first.isEmpty() || actual.isEmpty()) {
      return ROW.formatted(
              BoardText.shortName(run.run()),
              BoardText.rate(run.settings().learningRate()),
              run.settings().dropout(),
              "",
              "",
              actual.map(Percent::of).orElse("–"),
              "",
              "",
              note(run, actual))
          .stripTrailing();
    }
    Prediction prediction = first.get();
    return ROW.formatted(
        BoardText.shortName(run.run()),
        BoardText.rate(run.settings().learningRate()),
        run.settings().dropout(),
        prediction.getEpoch(),
        Percent.of(prediction.getAccuracy()),
        Percent.of(actual.get()),
        Percent.points(prediction.getAccuracy() - actual.get()),
        Percent.of(prediction.getLastValidationAccuracy()),
        prediction.getVerdict() + (isRight(prediction, actual.get()) ? ", right" : ", wrong"));
  }

  private static String note(RunView run, Optional<Double> actual) {
    boolean diverged =
        run.latest()
            .map(Prediction::getStatus)
            .filter(PredictionStatus.DIVERGED::equals)
            .isPresent();
    if (actual.isEmpty()) {
      return "failed";
    }
    if (run.fittedOn()) {
      return "fitted on";
    }
    return diverged ? "diverged" : "ended before the first fit";
  }

  private static List<String> summary(List<RunView> runs) {
    var byEpoch = new TreeMap<Integer, Errors>();
    var all = new Errors();
    for (RunView run : runs) {
      Optional<Double> actual = actual(run);
      if (actual.isPresent()) {
        for (Prediction prediction : run.live()) {
          byEpoch
              .computeIfAbsent(prediction.getEpoch(), epoch -> new Errors())
              .add(prediction, actual.get());
          all.add(prediction, actual.get());
        }
      }
    }
    if (all.count == 0) {
      return List.of("", "No run was predicted while it trained.");
    }
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("Mean absolute error in points, and how often high or low was right");
    lines.add(
        "%13s %6s %18s %18s %16s %16s"
            .formatted(
                "after epoch",
                "runs",
                "predicted",
                "last accuracy",
                "high/low right",
                "by last accuracy"));
    byEpoch.forEach((epoch, errors) -> lines.add(errors.line(Integer.toString(epoch))));
    lines.add(all.line("all"));
    return lines;
  }

  private static Optional<Double> actual(RunView run) {
    return run.outcome()
        .filter(outcome -> outcome.status() != RunOutcome.Status.FAILED)
        .map(RunOutcome::bestAccuracy);
  }

  private static boolean isRight(Prediction prediction, double actual) {
    return (prediction.getVerdict() == Verdict.HIGH) == (actual >= prediction.getThreshold());
  }

  /** Errors of ours and of the plain forecast that a run stays where it is, on the same runs. */
  private static final class Errors {
    private int count;
    private double predicted;
    private double last;
    private int right;
    private int lastRight;

    void add(Prediction prediction, double actual) {
      Double now = prediction.getLastValidationAccuracy();
      if (now == null) {
        return;
      }
      count++;
      predicted += Math.abs(prediction.getAccuracy() - actual);
      last += Math.abs(now - actual);
      right += isRight(prediction, actual) ? 1 : 0;
      boolean high = actual >= prediction.getThreshold();
      lastRight += (now >= prediction.getThreshold()) == high ? 1 : 0;
    }

    String line(String epoch) {
      return "%13s %6d %18s %18s %16s %16s"
          .formatted(
              epoch,
              count,
              "%.1f".formatted(predicted / count * 100),
              "%.1f".formatted(last / count * 100),
              Percent.of((double) right / count),
              Percent.of((double) lastRight / count));
    }
  }
}
