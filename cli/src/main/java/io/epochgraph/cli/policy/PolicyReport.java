package io.epochgraph.cli.policy;

import io.epochgraph.cli.sweep.Percent;
import io.epochgraph.evaluation.policy.PolicyScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison of policies as a page in Markdown. */
public final class PolicyReport {

  private PolicyReport() {}

  /**
   * The page.
   *
   * @param command writes it
   * @param corpus its name
   * @param plots of all runs and of some, as the page links to them
   */
  public static String text(
      PolicyComparison compared, String command, String corpus, List<String> plots) {
    PolicyComparison.Settings settings = compared.settings();
    var lines = new ArrayList<String>();
    lines.add(
        """
        # What stopping would have saved

        Written by `%s`; the same corpus gives the same figures.

        Rules for stopping runs, played over the recorded runs of `%s`: %d runs with %d epochs, the
        best at %s; %d diverged%s. The runs begin in %d random orders, %d at a time, and a rule may
        stop each after any epoch, knowing only what would be known by then.

        *Saved* is how many recorded epochs there are for each epoch trained. *Regret* is how far the
        best accuracy that was seen stays below the best recorded one, in points; a stopped run
        counts with what it had reached. *Best stopped* is the share of orders in which the run that
        would have become the best was stopped. Intervals hold the middle 95 %% of the orders; those
        of shares are Wilson's.

        `forecast` stops a run, with so many percent certainty, when its forecast from the graph's
        movement, the curve and the settings says that it stays below the best seen in the sweep;
        `curve` does so by the curve alone. Their predictors are known beforehand, as from an earlier
        sweep of the same settings: each run is forecast by one that was fitted to %d of %d parts of
        the runs, without it. `learning` knows nothing beforehand: it lets 19 runs come to their end,
        is fitted to these, and anew with each quarter more. It is what a first sweep has without a
        predictor. Which certainty loses nothing here need not lose nothing elsewhere: it is read off
        the same runs.
        """
            .formatted(
                command,
                corpus,
                compared.runs(),
                compared.epochs(),
                Percent.of(compared.best()),
                compared.diverged(),
                settings.withoutDiverged() ? " and are left out" : "",
                settings.orders(),
                settings.parallel(),
                settings.folds() - 1,
                settings.folds()));
    lines.add("## All %d runs\n".formatted(compared.all().runs()));
    lines.addAll(table(compared.all().rows()));
    lines.add("\n![Epochs saved and regret, all runs](%s)\n".formatted(plots.get(0)));
    lines.add("## %d of the runs, drawn anew for each order\n".formatted(compared.drawn().runs()));
    lines.add("In sweeps of all runs the best is always the same; here it is not.\n");
    lines.addAll(table(compared.drawn().rows()));
    lines.add("\n![Epochs saved and regret, some of the runs](%s)".formatted(plots.get(1)));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> table(List<PolicyScore> scores) {
    var lines = new ArrayList<String>();
    lines.add("| Rule | Epochs | Saved, times | Regret, points | Best stopped, % |");
    lines.add("|---|--:|--:|--:|--:|");
    for (PolicyScore score : scores) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %s | %s | %s |",
              score.policy(),
              score.epochs().mean(),
              PolicyText.saved(score),
              PolicyText.regret(score),
              PolicyText.bestStopped(score)));
    }
    return lines;
  }
}
