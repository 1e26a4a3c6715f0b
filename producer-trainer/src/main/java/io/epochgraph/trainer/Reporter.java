package io.epochgraph.trainer;

import io.epochgraph.trainer.network.LayerWeights;
import java.util.List;
import java.util.function.Consumer;

/** Tells of a run's batches, five times a second, and of its epochs. */
final class Reporter implements RunListener {
  private static final long INTERVAL_NANOS = 200_000_000;

  private final Consumer<WorkerEvent> sink;
  private long told = System.nanoTime();

  Reporter(Consumer<WorkerEvent> sink) {
    this.sink = sink;
  }

  @Override
  public void started(RunStart run) {}

  @Override
  public void batch(int epoch, int done, int total) {
    long now = System.nanoTime();
    if (now - told >= INTERVAL_NANOS) {
      told = now;
      sink.accept(new WorkerEvent.Batch(epoch, done, total));
    }
  }

  @Override
  public void epoch(int epoch, List<LayerWeights> layers, EpochMetrics metrics) {
    sink.accept(new WorkerEvent.Epoch(epoch, metrics));
  }

  @Override
  public void ended(RunOutcome outcome) {}
}
