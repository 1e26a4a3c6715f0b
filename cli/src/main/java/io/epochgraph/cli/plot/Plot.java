package io.epochgraph.cli.plot;

import io.epochgraph.evaluation.Figure;
import java.util.List;

/**
 * A figure of points with intervals.
 *
 * @param series each with a name of its own, drawn in order
 */
public record Plot(String title, Axis x, Axis y, List<Series> series) {

  public Plot {
    series = List.copyOf(series);
    if (series.stream().map(Series::name).distinct().count() < series.size()) {
      throw new IllegalArgumentException(
          "plot %s: series %s: want a name of its own for each"
              .formatted(title, series.stream().map(Series::name).toList()));
    }
  }

  /**
   * An axis.
   *
   * @param title with the unit
   * @param least where it begins; NaN fits it to the points
   * @param most where it ends; NaN fits it to the points
   */
  public record Axis(String title, double least, double most) {

    /** One that fits the points. */
    public static Axis of(String title) {
      return new Axis(title, Double.NaN, Double.NaN);
    }

    /** One that begins at {@code least}. */
    public static Axis from(double least, String title) {
      return new Axis(title, least, Double.NaN);
    }
  }

  /** How a series is drawn. */
  public enum Kind {
    /** Marks with a bar along each interval. */
    POINTS,
    /** Marks on a line, with a bar along each interval. */
    LINE,
    /** A line on a band as high as the intervals of y. */
    BAND
  }

  /** Points of one colour and one row of the legend. */
  public record Series(String name, Kind kind, List<Point> points) {
    public Series {
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new IllegalArgumentException("series %s: want a point or more".formatted(name));
      }
    }
  }

  /** A point with its intervals; one without has {@code low = mean = high}. */
  public record Point(Figure x, Figure y) {

    /** A point on an exactly known x. */
    public static Point at(double x, Figure y) {
      return new Point(new Figure(x, x, x), y);
    }
  }
}
