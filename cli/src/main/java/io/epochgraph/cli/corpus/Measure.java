package io.epochgraph.cli.corpus;

import io.epochgraph.evaluation.Figure;
import io.epochgraph.evaluation.WayScores;
import java.util.Locale;

/** A measure as people read it. */
enum Measure {
  RIGHT("High or low right, % of runs", "%.1f", 100),
  ERROR("Mean absolute error of the accuracy, points", "%.1f", 100),
  R2("R² of the accuracy", "%.2f", 1),
  TAU("Kendall's τ of the accuracy", "%.2f", 1);

  private final String title;
  private final String format;
  private final double scale;

  Measure(String title, String format, double scale) {
    this.title = title;
    this.format = format;
    this.scale = scale;
  }

  String title() {
    return title;
  }

  /** The figure in this measure's unit. */
  Figure figure(WayScores.AtEpoch at) {
    Figure figure =
        switch (this) {
          case RIGHT -> at.right();
          case ERROR -> at.error();
          case R2 -> at.r2();
          case TAU -> at.tau();
        };
    return new Figure(scale * figure.mean(), scale * figure.low(), scale * figure.high());
  }

  String text(WayScores.AtEpoch at) {
    return text(figure(at).mean());
  }

  /** With its interval. */
  String textWithInterval(WayScores.AtEpoch at) {
    Figure figure = figure(at);
    return "%s (%s–%s)".formatted(text(figure.mean()), text(figure.low()), text(figure.high()));
  }

  private String text(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }
}
