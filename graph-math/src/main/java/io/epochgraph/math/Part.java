package io.epochgraph.math;

import java.util.Optional;

/**
 * Which edges of an unrolled graph are looked at. Every part has all nodes.
 *
 * <p>{@link #POSITIVE} and {@link #NEGATIVE} split the edges by the sign of their weights; a weight
 * of zero belongs to neither.
 */
public enum Part {
  /** All edges. Degrees are signed sums, centrality is that of the magnitudes. */
  ALL(1, -1),
  /** Edges with a weight above 0, those of pooling among them. */
  POSITIVE(1, 0),
  /** Edges with a weight below 0. Degrees are negative, centrality is that of the magnitudes. */
  NEGATIVE(0, -1);

  private final double kept;
  private final double turned;

  Part(double kept, double turned) {
    this.kept = kept;
    this.turned = turned;
  }

  /** The weight's magnitude if its edge belongs to this part, else 0. */
  double magnitude(double weight) {
    return Math.max(kept * weight, turned * weight);
  }

  /** The magnitudes of {@code count} weights from {@code at} on, 0 for those of other parts. */
  void magnitudes(float[] weights, int at, int count, double[] to) {
    double keep = kept;
    double turn = turned;
    for (int i = 0; i < count; i++) {
      double weight = weights[at + i];
      to[i] = Math.max(keep * weight, turn * weight);
    }
  }

  /** The weight if its edge belongs to this part, else 0. */
  double signed(double weight) {
    return this == NEGATIVE ? -magnitude(weight) : this == POSITIVE ? magnitude(weight) : weight;
  }

  /** Whether an edge of this weight counts. */
  boolean has(double weight) {
    return this == ALL || magnitude(weight) > 0;
  }

  /** This part of a block that has all edges; empty where none can belong to it. */
  Optional<Block> of(Block all) {
    if (all instanceof SlidingBlock sliding) {
      return Optional.of(sliding.of(this));
    }
    return this == NEGATIVE ? Optional.empty() : Optional.of(all); // all others weigh 1
  }

  /** The part of the other sign. */
  Part opposite() {
    return switch (this) {
      case ALL -> ALL;
      case POSITIVE -> NEGATIVE;
      case NEGATIVE -> POSITIVE;
    };
  }
}
