package io.epochgraph.trainer;

import io.epochgraph.trainer.network.LayerWeights;
import java.util.List;

record BothListeners(RunListener first, RunListener second) implements RunListener {

  @Override
  public void started(RunStart run) {
    first.started(run);
    second.started(run);
  }

  @Override
  public void epoch(int epoch, List<LayerWeights> layers, EpochMetrics metrics) {
    first.epoch(epoch, layers, metrics);
    second.epoch(epoch, layers, metrics);
  }

  @Override
  public void ended(RunOutcome outcome) {
    try {
      first.ended(outcome);
    } finally {
      second.ended(outcome);
    }
  }

  @Override
  public void batch(int epoch, int done, int total) {
    first.batch(epoch, done, total);
    second.batch(epoch, done, total);
  }
}
