package io.epochgraph.cli.corpus;

import io.epochgraph.cli.plot.Plot;
import io.epochgraph.cli.plot.SvgFile;
import io.epochgraph.evaluation.Judged;
import io.epochgraph.evaluation.Setting;
import io.epochgraph.evaluation.Setting.Split;
import io.epochgraph.evaluation.WayScores;
import io.epochgraph.evaluation.Ways;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scores by epoch as SVG. */
public final class EvaluationPlots {

  private static final List<String> SHOWN =
      List.of(
          Ways.LAST_ACCURACY,
          "SVM degree raw",
          "MLP eigenvector raw",
          Ways.CURVE,
          Ways.GRAPH_AND_CURVE,
          Ways.BEST);

  private EvaluationPlots() {}

  /**
   * Draws each measure by epoch, runs divided by chance, with 95 % intervals.
   *
   * @return the files' names in {@code directory}
   */
  public static List<String> write(Path directory, Judged judged) throws IOException {
    Files.createDirectories(directory);
    List<String> names = new ArrayList<>();
    for (Measure measure : List.of(Measure.RIGHT, Measure.R2, Measure.TAU)) {
      String name = "%s-%s.svg".formatted(judged.corpus(), measure.name().toLowerCase(Locale.ROOT));
      SvgFile.write(directory.resolve(name), plot(judged, measure));
      names.add(name);
    }
    return names;
  }

  private static Plot plot(Judged judged, Measure measure) {
    List<Plot.Series> series =
        judged.in(new Setting(Split.RANDOM, false)).stream()
            .filter(way -> SHOWN.contains(way.way()) && !way.byEpoch().isEmpty())
            .map(way -> series(way, measure))
            .toList();
    double least = measure == Measure.RIGHT ? 50 : 0;
    return new Plot(
        measure.title() + ", " + judged.cohort(),
        Plot.Axis.of("after epoch"),
        Plot.Axis.from(least, measure.title()),
        series);
  }

  private static Plot.Series series(WayScores way, Measure measure) {
    List<Plot.Point> points =
        way.byEpoch().entrySet().stream()
            .map(at -> Plot.Point.at(at.getKey(), measure.figure(at.getValue())))
            .toList();
    return new Plot.Series(way.way(), Plot.Kind.BAND, points);
  }
}
