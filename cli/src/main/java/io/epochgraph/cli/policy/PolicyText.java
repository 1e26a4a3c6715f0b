package io.epochgraph.cli.policy;

import io.epochgraph.cli.sweep.Percent;
import io.epochgraph.evaluation.Figure;
import io.epochgraph.evaluation.policy.PolicyScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison of policies as tables. */
public final class PolicyText {

  private PolicyText() {}

  /** What was played, and a table for either kind of sweeps. */
  public static List<String> lines(PolicyComparison compared) {
    PolicyComparison.Settings settings = compared.settings();
    var lines = new ArrayList<String>();
    lines.add(
        "%d runs with %d epochs, the best at %s; %d diverged%s"
            .formatted(
                compared.runs(),
                compared.epochs(),
                Percent.of(compared.best()),
                compared.diverged(),
                settings.withoutDiverged() ? " and are left out" : ""));
    lines.add(
        "Predictors known beforehand, each run forecast by one fitted to %d of %d parts of the"
            .formatted(settings.folds() - 1, settings.folds()));
    lines.add("runs without it; %d runs train at a time".formatted(settings.parallel()));
    lines.add("");
    lines.add("All runs, in %d orders".formatted(settings.orders()));
    lines.addAll(table(compared.all().rows()));
    lines.add("");
    lines.add(
        "%d of the runs, drawn anew for each of %d orders"
            .formatted(compared.drawn().runs(), settings.orders()));
    lines.addAll(table(compared.drawn().rows()));
    return lines;
  }

  private static List<String> table(List<PolicyScore> scores) {
    var lines = new ArrayList<String>();
    lines.add(
        "%-22s%7s  %-18s%-20s%s"
            .formatted("", "epochs", "saved, times", "regret, points", "best stopped, %"));
    for (PolicyScore score : scores) {
      lines.add(
          String.format(
                  Locale.ROOT,
                  "%-22s%7.0f  %-18s%-20s%s",
                  score.policy(),
                  score.epochs().mean(),
                  aligned(saved(score), 4),
                  aligned(regret(score), 5),
                  aligned(bestStopped(score), 5))
              .stripTrailing());
    }
    return lines;
  }

  static String saved(PolicyScore score) {
    return figure(score.saved(), 1, "%.1f");
  }

  static String regret(PolicyScore score) {
    return figure(score.regret(), 100, "%.2f");
  }

  static String bestStopped(PolicyScore score) {
    return figure(score.bestStopped(), 100, "%.1f");
  }

  private static String figure(Figure of, double scale, String number) {
    return String.format(
        Locale.ROOT,
        "%s (%s–%s)".formatted(number, number, number),
        scale * of.mean(),
        scale * of.low(),
        scale * of.high());
  }

  /** With its first number right-aligned in {@code width} characters. */
  private static String aligned(String figure, int width) {
    return " ".repeat(Math.max(0, width - figure.indexOf(' '))) + figure;
  }
}
