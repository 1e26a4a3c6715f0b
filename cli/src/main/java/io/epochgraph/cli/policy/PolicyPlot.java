package io.epochgraph.cli.policy;

import io.epochgraph.cli.plot.Plot;
import io.epochgraph.evaluation.Figure;
import io.epochgraph.evaluation.policy.PolicyScore;
import java.util.ArrayList;
import java.util.List;

/** Epochs saved against regret. */
public final class PolicyPlot {

  private PolicyPlot() {}

  /** Published policies as points with intervals; those by forecasts as lines over the levels. */
  public static Plot of(PolicyComparison compared, PolicyComparison.Scores scores) {
    List<Plot.Series> series = new ArrayList<>();
    series.add(line("forecast", scores.forecast()));
    series.add(line("curve", scores.curve()));
    for (PolicyScore score : scores.published()) {
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
