package io.epochgraph.math;

import java.util.List;

/** Temporal signatures: what a predictor sees of a window of epochs. */
public final class Signature {

  private Signature() {}

  /**
   * The snapshots' statistics one after the other, oldest first.
   *
   * @param snapshots {@code (snapshots, statistics)}, at least one, all of the same length
   * @return {@code (snapshots * statistics)}
   * @throws IllegalArgumentException if there are none or their lengths differ
   */
  public static double[] concatenate(List<double[]> snapshots) {
    if (snapshots.isEmpty()) {
      throw new IllegalArgumentException("a signature needs at least 1 snapshot");
    }
    int statistics = snapshots.getFirst().length;
    double[] signature = new double[Math.multiplyExact(snapshots.size(), statistics)];
    for (int i = 0; i < snapshots.size(); i++) {
      double[] snapshot = snapshots.get(i);
      if (snapshot.length != statistics) {
        throw new IllegalArgumentException(
            "snapshot %d has %d statistics, but snapshot 0 has %d; expected as many"
                .formatted(i, snapshot.length, statistics));
      }
      System.arraycopy(snapshot, 0, signature, i * statistics, statistics);
    }
    return signature;
  }
}
