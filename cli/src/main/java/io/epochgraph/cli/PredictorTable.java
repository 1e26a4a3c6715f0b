package io.epochgraph.cli;

import io.epochgraph.contract.EpochModel;
import io.epochgraph.contract.Predictor;
import io.epochgraph.dashboard.PredictorSummary;
import io.epochgraph.predictorstream.PredictorCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Predictors and how they do, as text. */
final class PredictorTable {

  private static final String ROW = "%-36s %-10s %6s  %-12s %6s  %6s %9s  %7s %9s";
  private static final String EPOCH = "%7s %6s  %6s %9s  %7s %9s  %s";

  private PredictorTable() {}

  /** One line for each, champions first. */
  static List<String> lines(List<Predictor> predictors, List<PredictorSummary> summaries) {
    var lines = new ArrayList<String>();
    lines.add(ROW.formatted("", "", "", "", "", "error", "", "right", "").stripTrailing());
    lines.add(
        ROW.formatted(
            "predictor",
            "role",
            "fitted",
            "window",
            "scored",
            "its",
            "last acc.",
            "its",
            "last acc."));
    for (PredictorSummary summary : summaries) {
      predictors.stream()
          .filter(it -> PredictorCodec.key(it).equals(key(summary)))
          .forEach(it -> lines.add(line(it, summary)));
    }
    lines.add("");
    lines.add(
        "Errors in points; scored are runs. Epoch by epoch: epochgraph predictor show ID@VERSION");
    return lines;
  }

  /** All of one predictor. */
  static List<String> lines(Predictor predictor, PredictorSummary summary) {
    var lines = new ArrayList<String>();
    lines.add("%s, %s".formatted(key(summary), role(summary)));
    lines.add(
        "for %s on %s, %s; high is from %s on"
            .formatted(
                predictor.getNetwork(),
                predictor.getDataset(),
                predictor.getTarget().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                io.epochgraph.cli.sweep.Percent.of(predictor.getThreshold())));
    lines.add(
        "sees %s of %s windows"
            .formatted(String.join(", ", predictor.getInputs()), predictor.getWindow()));
    lines.add(
        "fitted on %d runs, the last of which ended %s; after epochs %s"
            .formatted(
                predictor.getFittedOn().size(),
                predictor.getFittedAt(),
                predictor.getModels().stream().map(EpochModel::getEndEpoch).toList()));
    lines.add("");
    if (summary.byEpoch().isEmpty()) {
      lines.add("No run that it predicted has ended yet.");
      return lines;
    }
    lines.add(EPOCH.formatted("", "", "error", "", "right", "", "").stripTrailing());
    lines.add(
        EPOCH
            .formatted("after", "scored", "its", "last acc.", "its", "last acc.", "at its fit")
            .stripTrailing());
    for (PredictorSummary.AtEpoch at : summary.byEpoch()) {
      lines.add(
          EPOCH.formatted(
              at.epoch(),
              at.scored(),
              points(at.meanAbsoluteError()),
              points(at.lastAccuracyError()),
              percent(at.verdictsRight()),
              percent(at.lastAccuracyRight()),
              atItsFit(predictor, at.epoch())));
    }
    return lines;
  }

  static String key(PredictorSummary summary) {
    return summary.predictor() + "@" + summary.version();
  }

  private static String line(Predictor predictor, PredictorSummary summary) {
    return ROW.formatted(
        key(summary),
        role(summary),
        predictor.getFittedOn().size(),
        predictor.getWindow(),
        summary.runs(),
        points(summary.meanAbsoluteError()),
        points(summary.lastAccuracyError()),
        percent(summary.verdictsRight()),
        percent(summary.lastAccuracyRight()));
  }

  private static String atItsFit(Predictor predictor, int epoch) {
    return predictor.getModels().stream()
        .filter(it -> it.getEndEpoch() == epoch && it.getLeaveOneOutError() != null)
        .map(
            it ->
                "%s, each of %d runs left out"
                    .formatted(points(it.getLeaveOneOutError()), it.getRuns()))
        .findFirst()
        .orElse("");
  }

  private static String role(PredictorSummary summary) {
    return summary.role() == null ? "" : summary.role().toLowerCase(Locale.ROOT);
  }

  private static String points(Double fraction) {
    return fraction == null ? "–" : String.format(Locale.ROOT, "%.1f", 100 * fraction);
  }

  private static String percent(Double fraction) {
    return fraction == null ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * fraction);
  }
}
