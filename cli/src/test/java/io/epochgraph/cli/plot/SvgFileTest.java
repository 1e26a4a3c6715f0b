package io.epochgraph.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochgraph.evaluation.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SvgFileTest {

  private static final Plot.Axis X = Plot.Axis.of("after epoch");
  private static final Plot.Axis Y = Plot.Axis.from(0, "error, points");

  @TempDir private Path directory;

  @Test
  void shouldDrawEachSeriesOnceAndNameIt() throws Exception {
    Path file = directory.resolve("plot.svg");
    SvgFile.write(
        file,
        new Plot(
            "Errors",
            X,
            Y,
            List.of(
                series("curve", Plot.Kind.LINE),
                series("change", Plot.Kind.BAND),
                series("both", Plot.Kind.POINTS))));

    var svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    String text = Files.readString(file);
    for (String name :
        List.of("Errors", "after epoch", "error, points", "curve", "change", "both")) {
      assertThat(text.split(">" + name + "</text>", -1)).as(name).hasSize(2);
    }
  }

  @Test
  void shouldGiveTheSameFileForTheSamePlot() throws IOException {
    var plot = new Plot("Errors", X, Y, List.of(series("curve", Plot.Kind.BAND)));
    Path one = directory.resolve("one.svg");
    Path other = directory.resolve("other.svg");
    SvgFile.write(one, plot);
    SvgFile.write(other, plot);
    assertThat(other).hasSameBinaryContentAs(one);
  }

  @Test
  void shouldRefuseSeriesThatCannotBeToldApart() {
    Plot.Series curve = series("curve", Plot.Kind.LINE);
    assertThatThrownBy(() -> new Plot("Errors", X, Y, List.of(curve, curve)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("plot Errors: series [curve, curve]: want a name of its own for each");
  }

  private static Plot.Series series(String name, Plot.Kind kind) {
    return new Plot.Series(
        name,
        kind,
        List.of(
            Plot.Point.at(1, new Figure(5 + name.length(), 4, 12)),
            Plot.Point.at(2, new Figure(3 + name.length(), 2.5, 9)),
            new Plot.Point(new Figure(3, 2.5, 3.5), new Figure(2, 1, 4))));
  }
}
