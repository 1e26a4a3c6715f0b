package io.epochgraph.cli.corpus;

import io.epochgraph.evaluation.Judged;
import io.epochgraph.evaluation.Setting;
import io.epochgraph.evaluation.Setting.Split;
import io.epochgraph.evaluation.WayScores;
import io.epochgraph.evaluation.Ways;
import java.util.ArrayList;
import java.util.List;

/** What a report on predictions begins with: a few figures of each corpus, and the paper's. */
final class EvaluationSummary {

  /** Epochs whose figures are told with their intervals. */
  static final List<Integer> TOLD = List.of(1, 5);

  private static final int PAIR = 2;
  private static final List<String> SUMMARISED =
      List.of(
          Ways.LAST_ACCURACY,
          "SVM degree raw",
          "MLP eigenvector raw",
          "settings",
          Ways.CURVE,
          Ways.CURVE_AND_SETTINGS,
          "graph",
          Ways.GRAPH_AND_CURVE,
          Ways.BEST);

  private static final String DIFFERENCES =
      """
      The paper tells high from low LeNets on CIFAR-10 in over 93 % after five epochs. Its
      signatures do not here: aggregates of the weights differ between runs by the random initial
      weights, and a few epochs on a few thousand images change them less than that. Its runs are
      trained on 50,000 images in batches of 128 for up to 50 epochs, and half of the 250 it keeps
      are high, over learning rates from 1e-6 on; ours are shorter sweeps over rates at which
      networks learn or fail. What it leaves open (the SVM's kernel, the MLP's size) we chose. Our
      accuracies lie within a narrower range, hence the smaller errors; R² compares. A dozen runs
      of AlexNet and of VGG13 are too few to compare.\
      """;

  private EvaluationSummary() {}

  /** Its lines. */
  static List<String> lines(List<Judged> all) {
    List<String> page = new ArrayList<>();
    line(page, "## In short", "", "Runs divided by chance, without diverged runs.", "");
    all.forEach(judged -> summarise(page, judged));
    besideThePaper(page, all);
    return page;
  }

  private static void summarise(List<String> page, Judged judged) {
    line(
        page,
        "%s, %d runs:".formatted(judged.cohort(), judged.runs()),
        "",
        "| Way | R² after 1 | after 5 | τ after 1 | after 5 | high or low right, % after 1 | after"
            + " 5 |",
        "|---|--:|--:|--:|--:|--:|--:|");
    for (WayScores way : judged.in(new Setting(Split.RANDOM, false))) {
      if (SUMMARISED.contains(way.way())) {
        var row = new StringBuilder("| %s |".formatted(way.way()));
        for (Measure measure : List.of(Measure.R2, Measure.TAU, Measure.RIGHT)) {
          for (int epoch : TOLD) {
            WayScores.AtEpoch at = way.byEpoch().get(epoch);
            row.append(" %s |".formatted(at == null ? "–" : measure.textWithInterval(at)));
          }
        }
        page.add(row.toString());
      }
    }
    page.add("");
  }

  private static void besideThePaper(List<String> page, List<Judged> all) {
    List<PaperFigures> known =
        PaperFigures.ALL.stream()
            .filter(paper -> all.stream().anyMatch(it -> it.cohort().equals(paper.cohort())))
            .toList();
    if (known.isEmpty()) {
      return;
    }
    line(
        page,
        "## Beside the paper",
        "",
        "The last accuracy from two consecutive snapshots, as in its Tables 3 and 4: mean absolute",
        "error in points, and R². Ours are of a kernel regression on the same degrees, and of the",
        "graph's movement with the curve, within the same two snapshots.",
        "",
        "| Runs | epochs | the paper | degrees | movement and curve |",
        "|---|---|--:|--:|--:|");
    for (PaperFigures paper : known) {
      all.stream()
          .filter(judged -> judged.cohort().equals(paper.cohort()))
          .forEach(judged -> page.add(besideThePaper(paper, judged)));
    }
    line(page, "", DIFFERENCES, "");
  }

  private static String besideThePaper(PaperFigures paper, Judged judged) {
    List<WayScores> ways = judged.consecutive().getOrDefault(PAIR, List.of());
    return "| %s | %s | %s, %s | %s | %s |"
        .formatted(
            paper.cohort(),
            paper.epochs(),
            EvaluationReport.two(paper.error()),
            EvaluationReport.two(paper.r2()),
            errorAndR2(ways, "degree, kernel", paper.last()),
            errorAndR2(ways, Ways.GRAPH_AND_CURVE, paper.last()));
  }

  private static String errorAndR2(List<WayScores> ways, String name, int epoch) {
    return ways.stream()
        .filter(way -> way.way().equals(name) && way.byEpoch().containsKey(epoch))
        .map(way -> way.byEpoch().get(epoch))
        .map(
            at ->
                "%s, %s"
                    .formatted(
                        EvaluationReport.two(100 * at.error().mean()),
                        EvaluationReport.two(at.r2().mean())))
        .findFirst()
        .orElse("–");
  }

  private static void line(List<String> to, String... more) {
    to.addAll(List.of(more));
  }
}
