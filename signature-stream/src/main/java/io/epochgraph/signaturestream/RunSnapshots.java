package io.epochgraph.signaturestream;

import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.contract.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** The latest snapshots of one run, in the order of their epochs. */
final class RunSnapshots {

  /** As many as are kept: three times the widest window, for epochs that come late. */
  static final int KEPT = 32;

  private final KeyValueStore<String, Snapshot> store;
  private final String run;

  RunSnapshots(KeyValueStore<String, Snapshot> store, String run) {
    this.store = store;
    this.run = run;
  }

  /** All that are kept, by epoch. */
  List<Snapshot> all() {
    var all = new ArrayList<Snapshot>();
    try (var range = store.range(key(0), key(Integer.MAX_VALUE))) {
      range.forEachRemaining(entry -> all.add(entry.value));
    }
    return all;
  }

  Optional<Snapshot> at(int epoch) {
    return Optional.ofNullable(store.get(key(epoch)));
  }

  /** The snapshot that {@code snapshot} names as its predecessor, where it is there. */
  Optional<Snapshot> before(Snapshot snapshot) {
    EpochReference previous = snapshot.getStatistics().getPrevious();
    return previous == null
        ? Optional.empty()
        : at(previous.getEpoch()).filter(found -> isAt(previous, found.getStatistics()));
  }

  /** The snapshots that name {@code snapshot} as their predecessor. */
  List<Snapshot> after(Snapshot snapshot) {
    return all().stream()
        .filter(other -> other.getStatistics().getPrevious() != null)
        .filter(other -> isAt(other.getStatistics().getPrevious(), snapshot.getStatistics()))
        .toList();
  }

  /** Epochs that are named as predecessors but are not there. */
  List<Integer> missing() {
    List<Snapshot> all = all();
    return all.stream()
        .skip(all.size() < KEPT ? 0 : 1) // the oldest one's predecessor was forgotten
        .filter(snapshot -> snapshot.getSmoothed() == null)
        .filter(snapshot -> before(snapshot).isEmpty())
        .map(snapshot -> snapshot.getStatistics().getPrevious().getEpoch())
        .distinct()
        .toList();
  }

  void put(Snapshot snapshot) {
    store.put(key(snapshot.getStatistics().getEpoch()), snapshot);
  }

  /** Discards this epoch and all later ones. */
  void discardFrom(int epoch) {
    for (Snapshot snapshot : all()) {
      if (snapshot.getStatistics().getEpoch() >= epoch) {
        store.delete(key(snapshot.getStatistics().getEpoch()));
      }
    }
  }

  /** Forgets the oldest ones beyond those that are kept. */
  void trim() {
    List<Snapshot> all = all();
    for (Snapshot old : all.subList(0, Math.max(0, all.size() - KEPT))) {
      store.delete(key(old.getStatistics().getEpoch()));
    }
  }

  private static boolean isAt(EpochReference reference, GraphStatistics statistics) {
    return reference.getEpoch() == statistics.getEpoch()
        && reference.getAttempt() == statistics.getAttempt();
  }

  /** Run ids hold no slash, and ten digits hold every epoch. */
  private String key(int epoch) {
    return "%s/%010d".formatted(run, epoch);
  }
}
