package io.epochgraph.math;

import java.util.Arrays;

/** The values of some positions side by side, both those to multiply and the products. */
final class Panels {
  final double[][] x;
  final double[][] y;
  final double[][] up;
  final double[][] down;
  private final boolean byChannel;

  private Panels(double[][] x, double[][] y, double[][] up, double[][] down, boolean byChannel) {
    this.x = x;
    this.y = y;
    this.up = up;
    this.down = down;
    this.byChannel = byChannel;
  }

  /** Panels of {@code (channels, positions)}. */
  static Panels planes(int rows, int columns, int positions) {
    return new Panels(
        new double[columns][positions],
        new double[rows][positions],
        new double[rows][positions],
        new double[columns][positions],
        true);
  }

  /** Panels of {@code (positions, channels)}. */
  static Panels points(int rows, int columns, int positions) {
    return new Panels(
        new double[positions][columns],
        new double[positions][rows],
        new double[positions][rows],
        new double[positions][columns],
        false);
  }

  /**
   * What a panel holds of an array of channels by positions.
   *
   * @param channel the first one
   * @param extent positions of each channel in the array
   * @param positions of which the first {@code count} are meant
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Place(int channel, int channels, int extent, int[] positions, int count) {}

  /** Takes what is to be multiplied, and clears the products. */
  void gather(Place rows, Place columns, double[] xs, double[] ys) {
    gather(columns, xs, x);
    gather(rows, ys, y);
    clear(rows, up);
    clear(columns, down);
  }

  /** Adds the products. */
  void scatter(Place rows, Place columns, double[] ups, double[] downs) {
    scatter(rows, up, ups);
    scatter(columns, down, downs);
  }

  private void gather(Place place, double[] from, double[][] panel) {
    for (int i = 0; i < (byChannel ? place.channels() : place.count()); i++) {
      double[] values = panel[i];
      if (byChannel) {
        int start = (place.channel() + i) * place.extent();
        for (int j = 0; j < place.count(); j++) {
          values[j] = from[start + place.positions()[j]];
        }
      } else {
        int start = place.channel() * place.extent() + place.positions()[i];
        for (int j = 0; j < place.channels(); j++) {
          values[j] = from[start + j * place.extent()];
        }
      }
    }
  }

  private void scatter(Place place, double[][] panel, double[] to) {
    for (int i = 0; i < (byChannel ? place.channels() : place.count()); i++) {
      double[] values = panel[i];
      if (byChannel) {
        int start = (place.channel() + i) * place.extent();
        for (int j = 0; j < place.count(); j++) {
          to[start + place.positions()[j]] += values[j];
        }
      } else {
        int start = place.channel() * place.extent() + place.positions()[i];
        for (int j = 0; j < place.channels(); j++) {
          to[start + j * place.extent()] += values[j];
        }
      }
    }
  }

  private void clear(Place place, double[][] panel) {
    for (int i = 0; i < (byChannel ? place.channels() : place.count()); i++) {
      Arrays.fill(panel[i], 0, byChannel ? place.count() : place.channels(), 0);
    }
  }
}
