package io.epochgraph.graphstream;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.state.Baseline;
import io.epochgraph.math.Network;
import io.epochgraph.math.RolledGraph;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The epochs that later ones of a run are compared with: its initial weights and its latest epoch.
 * Only where their chunks stand is kept, never a weight.
 */
final class Baselines {

  static final String STORE = "baselines";

  private final KeyValueStore<String, Baseline> store;
  private final GraphSettings settings;
  private final Supplier<ChunkReader> chunkReaders;
  private final Map<Difference, ChunkReader> readers = new EnumMap<>(Difference.class);

  /**
   * @param chunkReaders gives a reader for each kind of difference, so that each reads in the order
   *     of offsets; they stay open
   */
  Baselines(
      KeyValueStore<String, Baseline> store,
      GraphSettings settings,
      Supplier<ChunkReader> chunkReaders) {
    this.store = store;
    this.settings = settings;
    this.chunkReaders = chunkReaders;
  }

  /** The graphs of {@code manifest}'s differences, to be given its weights. */
  List<DifferenceGraph> differences(EpochManifest manifest, Network network) {
    Supplier<RolledGraph.Builder> builders =
        () -> RolledGraph.Builder.of(network, settings.choice().shortcuts());
    return settings.differences().stream()
        .map(
            difference -> {
              if (manifest.getPrevious() == null && manifest.getEpoch() == 0) {
                return DifferenceGraph.ofItself(difference, builders);
              }
              Baseline baseline = find(difference, manifest);
              if (baseline == null) {
                return absent(difference, manifest);
              }
              if (!sameLayers(baseline, manifest)) {
                return DifferenceGraph.absent(
                    difference,
                    Absence.BASELINE_DIFFERS,
                    "epoch %d has other layers".formatted(baseline.getEpoch()));
              }
              return DifferenceGraph.since(
                  difference,
                  baseline,
                  () -> readers.computeIfAbsent(difference, of -> chunkReaders.get()),
                  builders);
            })
        .toList();
  }

  /** Later epochs may be compared with this one, where that is wanted. */
  void accept(EpochManifest manifest) {
    for (Difference difference : settings.differences()) {
      if (difference == Difference.SINCE_PREVIOUS || manifest.getEpoch() == 0) {
        putLater(
            key(difference, manifest.getRun()),
            new Baseline(manifest.getAttempt(), manifest.getEpoch(), manifest.getLayers()));
      }
    }
  }

  /** Forgets a run. */
  void forget(String run) {
    for (Difference difference : Difference.values()) {
      store.delete(key(difference, run));
    }
  }

  private Baseline find(Difference difference, EpochManifest manifest) {
    Baseline found = store.get(key(difference, manifest.getRun()));
    if (found == null || difference == Difference.SINCE_START) {
      return found;
    }
    EpochReference previous = manifest.getPrevious();
    return previous != null
            && previous.getAttempt() == found.getAttempt()
            && previous.getEpoch() == found.getEpoch()
        ? found
        : null;
  }

  private static DifferenceGraph absent(Difference difference, EpochManifest manifest) {
    return switch (difference) {
      case SINCE_START ->
          DifferenceGraph.absent(
              difference,
              Absence.BASELINE_UNKNOWN,
              "epoch 0, the initial weights, was not published");
      case SINCE_PREVIOUS ->
          DifferenceGraph.absent(
              difference,
              Absence.BASELINE_UNKNOWN,
              manifest.getPrevious() == null
                  ? "no epoch came before"
                  : "epoch %d of attempt %d is not the latest that came"
                      .formatted(
                          manifest.getPrevious().getEpoch(), manifest.getPrevious().getAttempt()));
    };
  }

  private void putLater(String key, Baseline baseline) {
    Baseline before = store.get(key);
    if (before == null
        || before.getAttempt() < baseline.getAttempt()
        || (before.getAttempt() == baseline.getAttempt()
            && before.getEpoch() <= baseline.getEpoch())) {
      store.put(key, baseline);
    }
  }

  private static boolean sameLayers(Baseline baseline, EpochManifest manifest) {
    List<Layer> before = baseline.getLayers();
    List<Layer> now = manifest.getLayers();
    if (before.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      if (!before.get(i).getName().equals(now.get(i).getName())
          || !before.get(i).getWeightShape().equals(now.get(i).getWeightShape())) {
        return false;
      }
    }
    return true;
  }

  /** Run ids hold no slash. */
  private static String key(Difference difference, String run) {
    return run + "/" + difference.setting();
  }
}
