package io.epochgraph.cli.corpus;

import io.epochgraph.evaluation.Figure;
import io.epochgraph.evaluation.WayScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;

/** Scores of ways to predict as tables, one column an epoch. */
public final class EvaluationText {

  private EvaluationText() {}

  /** High or low, error and R², each with a row for every way. */
  public static List<String> lines(List<WayScores> scores) {
    var lines = new ArrayList<String>();
    lines.addAll(
        table("High or low right, % of runs", scores, "%7.1f", 100, WayScores.AtEpoch::right));
    lines.addAll(
        table(
            "Mean absolute error of the accuracy, points",
            scores,
            "%7.1f",
            100,
            WayScores.AtEpoch::error));
    lines.addAll(table("R² of the accuracy", scores, "%7.2f", 1, WayScores.AtEpoch::r2));
    return lines;
  }

  private static List<String> table(
      String title,
      List<WayScores> scores,
      String format,
      double scale,
      Function<WayScores.AtEpoch, Figure> which) {
    var epochs = new TreeSet<Integer>();
    scores.forEach(way -> epochs.addAll(way.byEpoch().keySet()));
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add(title);
    var head = new StringBuilder("%-30s".formatted("  after epoch"));
    epochs.forEach(epoch -> head.append("%7d".formatted(epoch)));
    lines.add(head.toString());
    for (WayScores way : scores) {
      var line = new StringBuilder("  %-28s".formatted(way.way()));
      for (int epoch : epochs) {
        WayScores.AtEpoch at = way.byEpoch().get(epoch);
        line.append(
            at == null
                ? "%7s".formatted("–")
                : String.format(Locale.ROOT, format, scale * which.apply(at).mean()));
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
