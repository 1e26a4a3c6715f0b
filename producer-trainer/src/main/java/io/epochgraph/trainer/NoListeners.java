package io.epochgraph.trainer;

import io.epochgraph.trainer.network.LayerWeights;
import java.util.List;

/** Listeners of a worker that publishes nothing. */
record NoListeners() implements RunListeners {

  @Override
  public RunListener attach(RunSettings run) {
    return new Silent();
  }

  @Override
  public void close() {}

  private record Silent() implements RunListener {
    @Override
    public void started(RunStart run) {}

    @Override
    public void epoch(int epoch, List<LayerWeights> layers, EpochMetrics metrics) {}

    @Override
    public void ended(RunOutcome outcome) {}
  }
}
