package io.epochgraph.cli.plot;

import io.epochgraph.evaluation.Figure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.util.ShapeUtils;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

/** Draws plots. Needs no screen. The same plot gives the same file on the same machine. */
public final class SvgFile {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final Color GRID = new Color(0xDDDDDD);
  private static final BasicStroke LINE = new BasicStroke(2f);
  private static final double CAP = 6;
  private static final float BAND_OPACITY = 0.2f;

  /** Okabe and Ito's, and two of Tol's, which people with any colour vision tell apart. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x555555),
          new Color(0x000000),
          new Color(0x882255),
          new Color(0x999933));

  private static final List<Shape> MARKS =
      List.of(
          new Ellipse2D.Double(-4, -4, 8, 8),
          new Rectangle2D.Double(-3.5, -3.5, 7, 7),
          ShapeUtils.createUpTriangle(4.5f),
          ShapeUtils.createDiamond(5f),
          ShapeUtils.createDownTriangle(4.5f));

  static {
    TextUtils.setUseDrawRotatedStringWorkaround(false); // it draws letters as shapes
  }

  private SvgFile() {}

  /** Writes a plot as SVG, in place of a file that is there. */
  public static void write(Path file, Plot plot) throws IOException {
    var svg = new SVGGraphics2D(WIDTH, HEIGHT);
    svg.setDefsKeyPrefix("plot");
    chart(plot).draw(svg, new Rectangle(WIDTH, HEIGHT));
    Files.writeString(file, svg.getSVGElement() + "\n");
  }

  private static JFreeChart chart(Plot plot) {
    var drawn = new XYPlot();
    drawn.setDomainAxis(axis(plot.x()));
    drawn.setRangeAxis(axis(plot.y()));
    drawn.setBackgroundPaint(Color.WHITE);
    drawn.setOutlineVisible(false);
    drawn.setDomainGridlinePaint(GRID);
    drawn.setRangeGridlinePaint(GRID);
    for (int i = 0; i < plot.series().size(); i++) {
      drawn.setDataset(i, dataset(plot.series().get(i)));
      drawn.setRenderer(i, renderer(plot.series().get(i).kind(), i));
    }
    bound(drawn.getDomainAxis(), plot.x());
    bound(drawn.getRangeAxis(), plot.y());
    var chart = new JFreeChart(plot.title(), TEXT.deriveFont(Font.BOLD, 15f), drawn, true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(8, 8, 8, 8));
    chart.getLegend().setPosition(RectangleEdge.RIGHT);
    chart.getLegend().setFrame(BlockBorder.NONE);
    chart.getLegend().setItemFont(TEXT);
    return chart;
  }

  private static NumberAxis axis(Plot.Axis of) {
    var axis = new NumberAxis(of.title());
    axis.setLabelFont(TEXT);
    axis.setTickLabelFont(TEXT);
    axis.setAutoRangeIncludesZero(false);
    axis.setAutoRangeStickyZero(false);
    return axis;
  }

  /** After the points are in, which the other end fits. */
  private static void bound(ValueAxis axis, Plot.Axis of) {
    if (!Double.isNaN(of.least())) {
      axis.setLowerBound(of.least());
    }
    if (!Double.isNaN(of.most())) {
      axis.setUpperBound(of.most());
    }
  }

  private static IntervalXYDataset dataset(Plot.Series series) {
    var points = new XYIntervalSeries(series.name(), false, true);
    for (Plot.Point point : series.points()) {
      Figure x = point.x();
      Figure y = point.y();
      points.add(x.mean(), x.low(), x.high(), y.mean(), y.low(), y.high());
    }
    var dataset = new XYIntervalSeriesCollection();
    dataset.addSeries(points);
    return dataset;
  }

  private static XYLineAndShapeRenderer renderer(Plot.Kind kind, int series) {
    Color colour = COLOURS.get(series % COLOURS.size());
    XYLineAndShapeRenderer renderer =
        switch (kind) {
          case BAND -> band(colour);
          case LINE -> bars(true);
          case POINTS -> bars(false);
        };
    renderer.setSeriesPaint(0, colour);
    renderer.setSeriesStroke(0, LINE);
    renderer.setSeriesShape(0, MARKS.get(series % MARKS.size()));
    return renderer;
  }

  private static DeviationRenderer band(Color colour) {
    var renderer = new DeviationRenderer(true, false);
    renderer.setSeriesFillPaint(0, colour);
    renderer.setAlpha(BAND_OPACITY);
    return renderer;
  }

  private static XYErrorRenderer bars(boolean line) {
    var renderer = new XYErrorRenderer();
    renderer.setDefaultLinesVisible(line);
    renderer.setErrorStroke(new BasicStroke(1f));
    renderer.setCapLength(CAP);
    return renderer;
  }
}
