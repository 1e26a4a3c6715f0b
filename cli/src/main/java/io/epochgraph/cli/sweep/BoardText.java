package io.epochgraph.cli.sweep;

import io.epochgraph.contract.Prediction;
import io.epochgraph.contract.PredictionStatus;
import io.epochgraph.contract.Verdict;
import io.epochgraph.trainer.RunOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The board as text: a bar for the whole sweep, and a row for each run, running and late ones
 * first.
 */
final class BoardText {

  private static final int WIDE_BAR = 40;
  private static final int BAR = 12;
  private static final String ROW = "%-6s %8s %7s  %-12s %5s %9s %10s  %s";

  private final Style style;

  BoardText(Style style) {
    this.style = style;
  }

  /** All lines, at most {@code height} of them. */
  List<String> lines(List<RunView> runs, String elapsed, int height) {
    var lines = new ArrayList<String>();
    double done = runs.stream().mapToDouble(RunView::done).average().orElse(0);
    long ended = runs.stream().filter(run -> run.outcome().isPresent()).count();
    lines.add("");
    lines.add(
        "%s %3.0f %%   %d of %d runs ended   %s"
            .formatted(bar(done, WIDE_BAR), done * 100, ended, runs.size(), elapsed));
    lines.add(
        style.dim(
            ROW.formatted(
                "run", "lr", "dropout", "", "epoch", "accuracy", "predicted", "verdict")));
    List<RunView> begun =
        runs.reversed().stream()
            .filter(run -> run.epoch() >= 0 || run.outcome().isPresent())
            .sorted(Comparator.comparing(run -> run.outcome().isPresent()))
            .toList();
    int room = Math.max(1, height - lines.size() - 1);
    begun.stream().limit(room).map(this::row).forEach(lines::add);
    if (begun.size() > room) {
      lines.add(style.dim("… and %d more".formatted(begun.size() - room)));
    }
    return lines;
  }

  private String row(RunView run) {
    String text =
        ROW.formatted(
            shortName(run.run()),
            rate(run.settings().learningRate()),
            String.format(Locale.ROOT, "%.1f", run.settings().dropout()),
            run.outcome().isPresent() ? ended(run.outcome().get()) : bar(run.done(), BAR),
            run.epoch() < 0 ? "–" : run.epoch(),
            Percent.of(run.accuracy()),
            run.latest().map(BoardText::accuracy).orElse("–"),
            verdict(run));
    return run.outcome().isPresent() ? style.dim(text) : text;
  }

  /** The number at the end of a run's id. */
  static String shortName(String run) {
    return "#" + run.substring(run.lastIndexOf('-') + 1);
  }

  static String rate(double learningRate) {
    return String.format(Locale.ROOT, "%.1e", learningRate).replace("e-0", "e-");
  }

  private static String accuracy(Prediction prediction) {
    return Percent.of(prediction.getAccuracy());
  }

  private String verdict(RunView run) {
    if (run.fittedOn()) {
      return "fitted on";
    }
    if (run.latest().isEmpty()) {
      return "";
    }
    Prediction prediction = run.latest().get();
    if (prediction.getStatus() == PredictionStatus.DIVERGED) {
      return style.red("diverged");
    }
    if (prediction.getStatus() == PredictionStatus.NO_PREDICTOR) {
      return "no predictor yet";
    }
    if (prediction.getStatus() != PredictionStatus.PREDICTED) {
      return "unknown";
    }
    double high = prediction.getProbabilityHigh();
    return prediction.getVerdict() == Verdict.HIGH
        ? style.green("HIGH %.0f %%".formatted(high * 100))
        : style.yellow("LOW  %.0f %%".formatted((1 - high) * 100));
  }

  private static String ended(RunOutcome outcome) {
    return switch (outcome.status()) {
      case COMPLETED -> "ended";
      case EARLY_STOPPED -> "ended early";
      case FAILED -> "failed";
    };
  }

  private static String bar(double done, int width) {
    int full = (int) Math.round(done * width);
    return "█".repeat(full) + "░".repeat(width - full);
  }
}
