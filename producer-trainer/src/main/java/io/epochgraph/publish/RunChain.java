package io.epochgraph.publish;

import io.epochgraph.contract.EpochManifest;
import io.epochgraph.contract.EpochReference;
import io.epochgraph.contract.Layer;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.SkippedEpoch;
import java.util.ArrayList;
import java.util.List;

/**
 * The published epochs of one attempt at a run, each of which names the one before it. Only the
 * sender changes it, so that a manifest never names an epoch which was not sent.
 */
final class RunChain {

  private final RunStart start;
  private final List<SkippedEpoch> lost = new ArrayList<>();
  private EpochReference previous;

  RunChain(RunStart start) {
    this.start = start;
    this.previous = start.previous().orElse(null);
  }

  RunStart start() {
    return start;
  }

  EpochManifest manifest(Task.Epoch epoch, List<Layer> layers) {
    return new EpochManifest(
        start.run(),
        start.attempt(),
        epoch.epoch(),
        previous,
        start.descriptor(),
        start.inputShape(),
        layers,
        epoch.metrics(),
        List.copyOf(lost),
        epoch.trainedAt());
  }

  /** The epoch's manifest is acknowledged. */
  void published(int epoch) {
    previous = new EpochReference(start.attempt(), epoch);
    lost.clear();
  }

  /** The epoch was skipped or has failed; its metrics go with the next manifest. */
  void lost(int epoch, Metrics metrics) {
    lost.add(new SkippedEpoch(epoch, metrics));
  }

  Unsent unsent(Task task) {
    return switch (task) {
      case Task.Status(_, Unsent.What what, var run) -> unsent(what, run.getLastEpoch());
      case Task.Epoch epoch -> unsent(Unsent.What.EPOCH, epoch.epoch());
      case Task.Skipped skipped -> unsent(Unsent.What.EPOCH, skipped.epoch());
    };
  }

  private Unsent unsent(Unsent.What what, int epoch) {
    return new Unsent(start.run(), start.attempt(), what, epoch);
  }
}
