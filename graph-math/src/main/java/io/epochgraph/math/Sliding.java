package io.epochgraph.math;

import java.util.Arrays;

/**
 * Which positions a window joins. It stands at every anchor in turn (an output position of a
 * convolution or pooling, an input position of a transposed convolution); its taps reach positions
 * of the field: along each axis {@code anchor * stride - padding + tap * dilation}, where that lies
 * within the field. Positions and taps are counted row-major. Without axes there is one of each.
 *
 * @param anchors {@code (axes)}, extent of the positions at which the window stands
 * @param fields {@code (axes)}, extent of the positions that it reaches
 * @param kernel {@code (axes)}
 * @param stride {@code (axes)}
 * @param padding {@code (axes)}, before the field's first position
 * @param dilation {@code (axes)}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sliding(
    int[] anchors, int[] fields, int[] kernel, int[] stride, int[] padding, int[] dilation) {
  private static final int TILE = 64;

  /** One anchor over a field of one position. */
  static final Sliding POINT =
      new Sliding(new int[0], new int[0], new int[0], new int[0], new int[0], new int[0]);

  /** Each of so many anchors over a position of its own. */
  static Sliding pointwise(int positions) {
    int[] extent = {positions};
    int[] one = {1};
    return new Sliding(extent, extent, one, one, new int[1], one);
  }

  /** One anchor over a whole field. */
  static Sliding global(int[] fields) {
    int[] ones = new int[fields.length];
    Arrays.fill(ones, 1);
    return new Sliding(ones, fields, fields, ones, new int[fields.length], ones);
  }

  /**
   * A layer's window.
   *
   * @param kernel {@code (axes)}
   */
  static Sliding of(Window window, int[] kernel, int[] anchors, int[] fields) {
    int[] stride = new int[kernel.length];
    int[] padding = new int[kernel.length];
    int[] dilation = new int[kernel.length];
    Arrays.setAll(stride, window::stride);
    Arrays.setAll(padding, window::paddingBefore);
    Arrays.setAll(dilation, window::dilation);
    return new Sliding(anchors, fields, kernel, stride, padding, dilation);
  }

  int taps() {
    return product(kernel);
  }

  int anchorCount() {
    return product(anchors);
  }

  int fieldCount() {
    return product(fields);
  }

  /** Pairs of an anchor and the field position that the tap reaches from it. */
  int pairs(int tap) {
    return new Reach(tap).pairs();
  }

  /** Pairs of all taps. */
  long pairs() {
    long pairs = 0;
    for (int tap = 0; tap < taps(); tap++) {
      pairs += pairs(tap);
    }
    return pairs;
  }

  /** The most pairs that a tile can have. */
  int largestTile() {
    return Math.min(TILE, anchorCount());
  }

  /** Takes some of a tap's pairs. */
  @FunctionalInterface
  interface Tiles {
    /**
     * Takes a tile.
     *
     * @param anchors positions, of which the first {@code count} are to be read
     * @param fields the positions that the tap reaches from them
     * @param count at least 1
     */
    void tile(int[] anchors, int[] fields, int count);
  }

  /** Tells of all pairs of a tap, in the order of the anchors, {@link #largestTile} at a time. */
  void tiles(int tap, Tiles tiles) {
    var reach = new Reach(tap);
    int[] anchorAt = new int[largestTile()];
    int[] fieldAt = new int[largestTile()];
    int filled = 0;
    for (int left = reach.pairs(); left > 0; left--) {
      anchorAt[filled] = reach.anchor();
      fieldAt[filled] = reach.field();
      reach.next();
      filled++;
      if (filled == anchorAt.length || left == 1) {
        tiles.tile(anchorAt, fieldAt, filled);
        filled = 0;
      }
    }
  }

  /**
   * Anchors whose window reaches beyond the field, but not its first position: so many edges more
   * than there are come from naming every position of the padding like that one.
   */
  long paddedApartFromFirst() {
    long all = 1;
    long inside = 1;
    long atFirst = 1;
    long insideAtFirst = 1;
    for (int axis = 0; axis < anchors.length; axis++) {
      long[] counts = new long[4]; // of all, inside, at the first position, both
      for (int anchor = 0; anchor < anchors[axis]; anchor++) {
        boolean within =
            position(axis, anchor, 0) >= 0
                && position(axis, anchor, kernel[axis] - 1) < fields[axis];
        boolean first = reachesFirst(axis, anchor);
        counts[0]++;
        counts[1] += within ? 1 : 0;
        counts[2] += first ? 1 : 0;
        counts[3] += within && first ? 1 : 0;
      }
      all *= counts[0];
      inside *= counts[1];
      atFirst *= counts[2];
      insideAtFirst *= counts[3];
    }
    return all - inside - (atFirst - insideAtFirst);
  }

  private boolean reachesFirst(int axis, int anchor) {
    long start = position(axis, anchor, 0);
    return start <= 0 && start % dilation[axis] == 0 && -start / dilation[axis] < kernel[axis];
  }

  private long position(int axis, int anchor, int tap) {
    return (long) anchor * stride[axis] - padding[axis] + (long) tap * dilation[axis];
  }

  private static int product(int[] extents) {
    return Arrays.stream(extents).reduce(1, Math::multiplyExact);
  }

  /** Walks the anchors from which a tap reaches the field. */
  private final class Reach {
    private final int[] first = new int[anchors.length]; // (axes)
    private final int[] count = new int[anchors.length];
    private final int[] shift = new int[anchors.length];
    private final int[] at;

    Reach(int tap) {
      int rest = tap;
      for (int axis = anchors.length - 1; axis >= 0; axis--) {
        long start = position(axis, 0, rest % kernel[axis]);
        rest /= kernel[axis];
        long from = start >= 0 ? 0 : Math.ceilDiv(-start, stride[axis]);
        long last =
            Math.min(anchors[axis] - 1, Math.floorDiv(fields[axis] - 1 - start, stride[axis]));
        count[axis] = (int) Math.max(0, last - from + 1);
        first[axis] = count[axis] == 0 ? 0 : (int) from;
        shift[axis] = count[axis] == 0 ? 0 : (int) start;
      }
      at = first.clone();
    }

    int pairs() {
      return product(count);
    }

    int anchor() {
      int index = 0;
      for (int axis = 0; axis < at.length; axis++) {
        index = index * anchors[axis] + at[axis];
      }
      return index;
    }

    int field() {
      int index = 0;
      for (int axis = 0; axis < at.length; axis++) {
        index = index * fields[axis] + at[axis] * stride[axis] + shift[axis];
      }
      return index;
    }

    void next() {
      for (int axis = at.length - 1; axis >= 0; axis--) {
        at[axis]++;
        if (at[axis] < first[axis] + count[axis]) {
          return;
        }
        at[axis] = first[axis];
      }
    }
  }
}
