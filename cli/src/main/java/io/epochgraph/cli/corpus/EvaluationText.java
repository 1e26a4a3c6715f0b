package io.epochgraph.cli.corpus;

import io.epochgraph.evaluation.Figure;
import io.epochgraph.evaluation.Gain;
import io.epochgraph.evaluation.Judged;
import io.epochgraph.evaluation.Setting;
import io.epochgraph.evaluation.Setting.Split;
import io.epochgraph.evaluation.WayScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Scores of ways to predict as tables, one column an epoch. */
public final class EvaluationText {

  private static final Setting PAPER = new Setting(Split.RANDOM, false);

  private static final int WIDEST = 4;

  private EvaluationText() {}

  /**
   * What matters most: every measure with runs divided by chance, high or low with them grouped,
   * and what the graph adds.
   */
  public static List<String> lines(Judged judged) {
    var lines = new ArrayList<String>();
    for (Measure measure : Measure.values()) {
      lines.addAll(table(measure.title(), judged.in(PAPER), measure));
    }
    for (Measure measure : List.of(Measure.RIGHT, Measure.R2)) {
      lines.addAll(
          table(
              measure.title() + "; runs of one learning rate in one fold",
              judged.in(new Setting(Split.GROUPED, false)),
              measure));
    }
    judged.gains().forEach(gain -> lines.addAll(gain(gain)));
    return lines;
  }

  private static List<String> table(String title, List<WayScores> scores, Measure measure) {
    var epochs = new TreeSet<Integer>();
    scores.forEach(way -> epochs.addAll(way.byEpoch().keySet()));
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add(title);
    var head = new StringBuilder("%-28s".formatted("  after epoch"));
    epochs.forEach(epoch -> head.append("%5d".formatted(epoch)));
    lines.add(head.toString());
    for (WayScores way : scores) {
      var line = new StringBuilder("  %-26s".formatted(way.way()));
      for (int epoch : epochs) {
        WayScores.AtEpoch at = way.byEpoch().get(epoch);
        line.append("%5s".formatted(at == null ? "–" : narrow(measure.text(at))));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** In four characters, so that columns stay apart: -0.38 as -.38, -12.61 as -13. */
  static String narrow(String number) {
    String narrow = number.replaceFirst("^-0\\.", "-.");
    if (narrow.length() <= WIDEST) {
      return narrow;
    }
    return String.format(Locale.ROOT, "%.0f", Double.parseDouble(number));
  }

  private static List<String> gain(Gain gain) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("'%s' less '%s', 95 %% intervals".formatted(gain.better(), gain.than()));
    lines.add("  after epoch              R²                      τ");
    gain.byEpoch()
        .forEach(
            (epoch, at) ->
                lines.add(
                    "  %11d    %s    %s".formatted(epoch, signed(at.r2()), signed(at.tau()))));
    return lines;
  }

  static String signed(Figure figure) {
    return String.format(
        Locale.ROOT, "%+.3f (%+.3f … %+.3f)", figure.mean(), figure.low(), figure.high());
  }
}
