package io.epochgraph.signaturestream;

import io.epochgraph.contract.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which epochs a signature spans. Windows count published epochs along each one's {@code previous},
 * so that a run that publishes every fifth epoch has no gaps.
 */
enum Window {
  /** From the first epoch on; from the eleventh snapshot on, the last ten. */
  EXPANDING("expanding", 10),
  /** Two consecutive snapshots, as in the paper's regressions. */
  WIDTH_2("width-2", 2),
  /** Three consecutive snapshots. */
  WIDTH_3("width-3", 3);

  private final String label;
  private final int most;

  Window(String label, int most) {
    this.label = label;
    this.most = most;
  }

  /** Its name in the contracts. */
  String label() {
    return label;
  }

  /**
   * The window that ends with {@code last}, in order, or nothing where it is not complete: a
   * snapshot is missing, or the run is not yet as old as the window is wide.
   */
  Optional<List<Snapshot>> endingWith(Snapshot last, RunSnapshots snapshots) {
    var chain = new ArrayList<Snapshot>();
    Optional<Snapshot> next = Optional.of(last);
    while (next.isPresent()) {
      Snapshot snapshot = next.get();
      chain.addFirst(snapshot);
      if (chain.size() == most) {
        return Optional.of(chain);
      }
      if (snapshot.getStatistics().getPrevious() == null) {
        return this == EXPANDING ? Optional.of(chain) : Optional.empty();
      }
      next = snapshots.before(snapshot);
    }
    return Optional.empty();
  }
}
