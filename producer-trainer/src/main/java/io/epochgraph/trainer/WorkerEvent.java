package io.epochgraph.trainer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a worker tells its parent, one JSON object a line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkerEvent.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = WorkerEvent.Unusable.class, name = "unusable"),
  @JsonSubTypes.Type(value = WorkerEvent.Batch.class, name = "batch"),
  @JsonSubTypes.Type(value = WorkerEvent.Epoch.class, name = "epoch"),
  @JsonSubTypes.Type(value = WorkerEvent.Ended.class, name = "ended")
})
sealed interface WorkerEvent {

  /** The dataset and PyTorch are loaded; runs can come. */
  record Ready(String dataset, int trainingImages, int validationImages) implements WorkerEvent {}

  /** The worker cannot take runs, and exits. */
  record Unusable(String reason) implements WorkerEvent {}

  /** Batches of an epoch are trained; told a few times a second. */
  record Batch(int epoch, int done, int total) implements WorkerEvent {}

  /** An epoch is finished. */
  record Epoch(int epoch, EpochMetrics metrics) implements WorkerEvent {}

  /** The run has ended; the next one can come. */
  record Ended(RunOutcome outcome) implements WorkerEvent {}
}
