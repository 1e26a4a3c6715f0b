package io.epochgraph.trainer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Passes several workers' events on to one listener, one at a time, and keeps the outcomes. */
final class SweepProgress {
  private final SweepListener listener;
  private final Map<String, RunOutcome> outcomes = new HashMap<>();
  private final Map<String, Progress> accuracies = new HashMap<>();

  SweepProgress(SweepListener listener) {
    this.listener = listener;
  }

  synchronized void ready(int worker, WorkerEvent.Ready ready) {
    listener.ready(worker, ready.trainingImages(), ready.validationImages());
  }

  synchronized void started(int worker, RunSettings run) {
    accuracies.put(run.run(), new Progress());
    listener.started(worker, run);
  }

  synchronized void tell(RunSettings run, WorkerEvent event) {
    switch (event) {
      case WorkerEvent.Batch(int epoch, int done, int total) ->
          listener.batches(run, epoch, done, total);
      case WorkerEvent.Epoch(int epoch, EpochMetrics metrics) -> {
        accuracies.get(run.run()).add(epoch, metrics.validationAccuracy());
        listener.epoch(run, epoch, metrics);
      }
      case WorkerEvent.Ended(RunOutcome outcome) -> end(run, outcome);
      case WorkerEvent.Ready _, WorkerEvent.Unusable _ ->
          throw new IllegalStateException("a worker said %s during a run".formatted(event));
    }
  }

  synchronized void crashed(RunSettings run, String reason) {
    RunOutcome outcome = accuracies.get(run.run()).outcome(RunOutcome.Status.FAILED, reason);
    listener.crashed(run, outcome);
    end(run, outcome);
  }

  /** The outcomes of these runs, in their order. */
  synchronized Map<String, RunOutcome> outcomes(List<RunSettings> runs) {
    Map<String, RunOutcome> ordered = new LinkedHashMap<>();
    runs.forEach(run -> ordered.put(run.run(), outcomes.get(run.run())));
    return ordered;
  }

  private void end(RunSettings run, RunOutcome outcome) {
    outcomes.put(run.run(), outcome);
    listener.ended(run, outcome);
  }
}
