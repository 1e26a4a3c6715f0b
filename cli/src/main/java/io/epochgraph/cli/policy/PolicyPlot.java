package io.epochgraph.cli.policy;

import io.epochgraph.cli.plot.Plot;
import io.epochgraph.evaluation.Figure;
import io.epochgraph.evaluation.policy.Never;
import io.epochgraph.evaluation.policy.PolicyScore;
import java.util.ArrayList;
import java.util.List;

/** Epochs saved against regret. */
public final class PolicyPlot {

  private PolicyPlot() {}

  /** Policies by forecasts known beforehand as lines over the levels; others as points. */
  public static Plot of(PolicyComparison compared, PolicyComparison.Scores scores) {
    List<Plot.Series> series = new ArrayList<>();
    series.add(line("forecast", scores.forecast()));
    series.add(line("curve", scores.curve()));
    List<PolicyScore> points = new ArrayList<>(scores.published());
    points.removeIf(score -> score.policy().equals(new Never().name()));
    points.addAll(scores.learning());
    for (PolicyScore score : points) {
      series.add(
          new Plot.Series(
              score.policy(),
              Plot.Kind.POINTS,
              List.of(new Plot.Point(score.saved(), points(score.regret())))));
    }
    return new Plot(
        "Stopping policies: sweeps of %d of %d runs, %d orders"
            .formatted(scores.runs(), compared.runs(), compared.settings().orders()),
        Plot.Axis.of("recorded epochs for each epoch trained"),
        Plot.Axis.of("regret, points of accuracy"),
        series);
  }

  private static Plot.Series line(String name, List<PolicyScore> byLevel) {
    return new Plot.Series(
        name + ", by level",
        Plot.Kind.LINE,
        byLevel.stream()
            .map(score -> new Plot.Point(mean(score.saved()), mean(points(score.regret()))))
            .toList());
  }

  private static Figure points(Figure fraction) {
    return new Figure(100 * fraction.mean(), 100 * fraction.low(), 100 * fraction.high());
  }

  private static Figure mean(Figure of) {
    return new Figure(of.mean(), of.mean(), of.mean());
  }
}
