package io.epochgraph.cli.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison as people read it: errors in points, high/low in percent. */
public final class ComparisonText {

  private static final String ROW = "%5s %5s  %6s %9s %9s  %-22s %6s %9s  %6s %9s  %6s %9s";

  private ComparisonText() {}

  /** The table, line by line. */
  public static List<String> lines(Comparison comparison) {
    var lines = new ArrayList<String>();
    boolean alone = comparison.opponent() == null;
    lines.add("");
    lines.add(
        alone
            ? "%s, which has no champion beside it".formatted(comparison.candidate())
            : "%s (new) against %s (other)"
                .formatted(comparison.candidate(), comparison.opponent()));
    lines.add(
        "%d runs that neither was fitted on; %d that one was fitted on are left out"
            .formatted(comparison.runs(), comparison.leftOut()));
    if (comparison.epochs().isEmpty()) {
      lines.add("No run was predicted that has ended. Nothing to compare.");
      return lines;
    }
    lines.add(
        ROW.formatted("", "", "error", "", "", "", "R²", "", "tau", "", "right", "")
            .stripTrailing());
    lines.add(
        ROW.formatted(
            "after",
            "runs",
            "new",
            "other",
            "last acc.",
            "difference [95 %]",
            "new",
            "other",
            "new",
            "other",
            "new",
            "other"));
    comparison.epochs().forEach(it -> lines.add(row(it)));
    lines.add("");
    lines.add(
        "Errors are mean absolute ones in points; \"last acc.\" takes the last accuracy as the"
            + " prediction. Differences are");
    lines.add(
        "run by run, new minus other: below 0 the new one is better, with confidence where the"
            + " interval excludes 0.");
    return lines;
  }

  private static String row(Comparison.AtEpoch at) {
    Quality ours = at.candidate();
    Quality theirs = at.opponent();
    return ROW.formatted(
        at.epoch(),
        at.runs(),
        points(ours.meanAbsoluteError()),
        theirs == null ? "–" : points(theirs.meanAbsoluteError()),
        points(at.lastAccuracyError()),
        difference(at.difference()),
        number(ours.r2()),
        theirs == null ? "–" : number(theirs.r2()),
        number(ours.kendallTau()),
        theirs == null ? "–" : number(theirs.kendallTau()),
        percent(ours.highLowRight()),
        theirs == null ? "–" : percent(theirs.highLowRight()));
  }

  private static String difference(Difference difference) {
    return difference == null
        ? "–"
        : String.format(
            Locale.ROOT,
            "%+.2f [%+.2f, %+.2f]",
            100 * difference.mean(),
            100 * difference.lower(),
            100 * difference.upper());
  }

  private static String points(Double fraction) {
    return fraction == null ? "–" : String.format(Locale.ROOT, "%.2f", 100 * fraction);
  }

  private static String number(Double value) {
    return value == null ? "–" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String percent(Double fraction) {
    return fraction == null ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * fraction);
  }
}
