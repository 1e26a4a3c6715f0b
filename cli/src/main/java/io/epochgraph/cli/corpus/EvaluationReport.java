package io.epochgraph.cli.corpus;

import io.epochgraph.evaluation.Figure;
import io.epochgraph.evaluation.Gain;
import io.epochgraph.evaluation.Judged;
import io.epochgraph.evaluation.Judgement.Transfer;
import io.epochgraph.evaluation.Measures;
import io.epochgraph.evaluation.Setting;
import io.epochgraph.evaluation.Setting.Split;
import io.epochgraph.evaluation.WayScores;
import io.epochgraph.evaluation.Ways;
import io.epochgraph.prediction.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** How good predictions are, as a page in Markdown. */
public final class EvaluationReport {

  private final List<String> head = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Judged> all = new ArrayList<>();

  /** Begins the page. */
  public EvaluationReport(String command) {
    head.addAll(
        List.of(
            "# How good predictions are",
            "",
            "Written by `%s`; the same corpora give the same figures.".formatted(command),
            "",
            "Every figure is of runs that the fit has not seen: runs are divided into folds, and"
                + " each",
            "fold is predicted from the others, in turn. The intervals behind figures are 95 %"
                + " intervals",
            "of drawing the runs again. *By chance* divides runs as the paper does; *grouped* keeps"
                + " all",
            "runs of one learning rate in one fold, so that none is predicted by its twin. Where"
                + " diverged",
            "runs count, they count as low and as ending where they stand.",
            "",
            "`graph` is how far the weights have moved since the start and since the previous"
                + " epoch, and",
            "how unevenly; `settings` are learning rate and dropout; `curve` are accuracies and"
                + " training",
            "losses so far. Ways without another name are kernel regressions; those named SVM and"
                + " MLP are",
            "the paper's signatures with its classifiers, and a ridge regression for the accuracy.",
            ""));
  }

  /** Adds a corpus with the files of its plots. */
  public void add(Judged judged, List<String> plots) {
    all.add(judged);
    add("## " + judged.cohort(), "");
    add(
        "`%s`: %d runs, %d of them high (from %s %% on). Predicted is the %s validation accuracy."
            .formatted(
                judged.corpus(),
                judged.runs(),
                judged.high(),
                one(100 * judged.threshold()),
                judged.target() == Target.BEST_VALIDATION_ACCURACY ? "best" : "last"),
        "");
    plots.forEach(plot -> add("![%s](%s)".formatted(plot, plot), ""));
    for (Judged.InSetting scores : judged.scores()) {
      for (Measure measure : Measure.values()) {
        table(measure, scores);
      }
    }
    add("### What the graph adds", "");
    judged.gains().forEach(this::gain);
    coverage(judged);
    consecutive(judged);
    weights(judged);
  }

  private void table(Measure measure, Judged.InSetting scores) {
    add("### %s: %s".formatted(measure.title(), name(scores.setting())), "");
    table(measure, scores.ways());
  }

  private static String name(Setting setting) {
    return "%s, %s diverged runs"
        .formatted(
            setting.split() == Split.RANDOM ? "by chance" : "grouped",
            setting.diverged() ? "with" : "without");
  }

  private void table(Measure measure, List<WayScores> ways) {
    var epochs = new TreeSet<Integer>();
    ways.forEach(way -> epochs.addAll(way.byEpoch().keySet()));
    var head = new StringBuilder("| After epoch |");
    var rule = new StringBuilder("|---|");
    for (int epoch : epochs) {
      head.append(" %d |".formatted(epoch));
      rule.append("--:|");
    }
    add(head.toString(), rule.toString());
    for (WayScores way : ways) {
      var row = new StringBuilder("| %s |".formatted(way.way()));
      for (int epoch : epochs) {
        WayScores.AtEpoch at = way.byEpoch().get(epoch);
        boolean told = EvaluationSummary.TOLD.contains(epoch);
        row.append(
            " %s |"
                .formatted(
                    at == null ? "–" : told ? measure.textWithInterval(at) : measure.text(at)));
      }
      add(row.toString());
    }
    add("");
  }

  private void gain(Gain gain) {
    add(
        "`%s` less `%s` on the same runs, divided by chance (paired bootstrap):"
            .formatted(gain.better(), gain.than()),
        "",
        "| After epoch | R² | τ | High or low right, points |",
        "|--:|--:|--:|--:|");
    gain.byEpoch()
        .forEach(
            (epoch, at) -> {
              Figure right = at.right();
              var points = new Figure(100 * right.mean(), 100 * right.low(), 100 * right.high());
              add(
                  "| %d | %s | %s | %s |"
                      .formatted(
                          epoch,
                          EvaluationText.signed(at.r2()),
                          EvaluationText.signed(at.tau()),
                          String.format(
                              Locale.ROOT,
                              "%+.1f (%+.1f … %+.1f)",
                              points.mean(),
                              points.low(),
                              points.high())));
            });
    add("");
  }

  private void coverage(Judged judged) {
    add(
        "### Whether stated intervals hold",
        "",
        "Intervals promise 90 %. The interval of the share held is Wilson's.",
        "",
        "| After epoch | way | share held, % | mean width, points |",
        "|--:|---|--:|--:|");
    for (WayScores way : judged.in(new Setting(Split.RANDOM, false))) {
      if (List.of(Ways.BEST, Ways.GRAPH_AND_CURVE).contains(way.way())) {
        way.byEpoch()
            .forEach(
                (epoch, at) ->
                    add(
                        "| %d | %s | %s (%s–%s) | %s |"
                            .formatted(
                                epoch,
                                way.way(),
                                one(100 * at.coverage().mean()),
                                one(100 * at.coverage().low()),
                                one(100 * at.coverage().high()),
                                one(100 * at.width()))));
      }
    }
    add("");
  }

  private void consecutive(Judged judged) {
    judged
        .consecutive()
        .forEach(
            (width, ways) -> {
              add(
                  "### %d consecutive snapshots, last accuracy (the paper's Tables 3 and 4)"
                      .formatted(width),
                  "",
                  "By the last of the snapshots. Mean absolute error in points:",
                  "");
              table(Measure.ERROR, ways);
              add("R²:", "");
              table(Measure.R2, ways);
            });
  }

  private void weights(Judged judged) {
    if (judged.weightiest().isEmpty()) {
      return;
    }
    add(
        "### Which aggregates weigh most after epoch %d (Figures 7 to 9)".formatted(Judged.WEIGHED),
        "",
        "In the ridge regression on the paper's signatures of both features; points of accuracy"
            + " for",
        "one standard deviation more.",
        "",
        "| Column | Weight |",
        "|---|--:|");
    judged
        .weightiest()
        .forEach(
            weight ->
                add(
                    String.format(
                        Locale.ROOT, "| `%s` | %+.2f |", weight.column(), weight.weight())));
    add("");
  }

  /** Adds how predictors of one corpus do on others. */
  public void addTransfers(List<Transfer> transfers) {
    if (transfers.isEmpty()) {
      return;
    }
    add(
        "## From one corpus to another",
        "",
        "Fitted to all runs of one corpus, predicting all runs of another that have not diverged.",
        "R² asks for the very accuracy, which other data and networks shift; τ only for the order.",
        "",
        "| From | To | way | τ after 1 | after 5 | R² after 1 | after 5 |",
        "|---|---|---|--:|--:|--:|--:|");
    for (Transfer transfer : transfers) {
      transfer
          .byWay()
          .forEach(
              (way, byEpoch) -> {
                Measures first = byEpoch.get(1);
                Measures fifth = byEpoch.get(5);
                add(
                    "| %s | %s | %s | %s | %s | %s | %s |"
                        .formatted(
                            transfer.from(),
                            transfer.to(),
                            way,
                            two(first == null ? Double.NaN : first.tau()),
                            two(fifth == null ? Double.NaN : fifth.tau()),
                            two(first == null ? Double.NaN : first.r2()),
                            two(fifth == null ? Double.NaN : fifth.r2())));
              });
    }
    add("");
  }

  /** Adds the cost of predictions beside that of training (the paper's Figure 6). */
  public void addCosts(List<EvaluationCost> costs) {
    add(
        "## What a prediction costs (the paper's Figure 6)",
        "",
        "Training is the median of an epoch as recorded, on the machine that trained. The other"
            + " two",
        "were measured when this page was written: a fit of all epochs' models of `%s`, and a"
            .formatted(Ways.BEST),
        "forecast by one, a median of many. The graph itself takes milliseconds (see",
        "[networks](networks.md)).",
        "",
        "| Corpus | training one epoch, s | fitting once, s | one forecast, ms |",
        "|---|--:|--:|--:|");
    for (EvaluationCost cost : costs) {
      add(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.3f |",
              cost.corpus(),
              cost.trainingSeconds(),
              cost.fittingSeconds(),
              cost.forecastMillis()));
    }
    add("");
  }

  private static String one(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.1f", value);
  }

  static String two(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
  }

  private void add(String... more) {
    lines.addAll(List.of(more));
  }

  /** The page: first a summary, then all tables. */
  public String text() {
    List<String> page = new ArrayList<>(head);
    page.addAll(EvaluationSummary.lines(all));
    page.addAll(lines);
    return String.join("\n", page);
  }
}
