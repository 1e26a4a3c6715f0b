package io.epochgraph.trainer;

import io.epochgraph.trainer.data.DatasetSettings;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a worker needs to know before its first run.
 *
 * @param dataset loaded once
 * @param listeners class name of the {@link RunListeners} that hear of each run; empty for none
 * @param client properties for them, such as servers' addresses
 */
public record WorkerSettings(
    DatasetSettings dataset, String listeners, Map<String, String> client) {

  public WorkerSettings {
    client = Map.copyOf(client);
  }

  /** Names the client's properties without their values, which may be secret. */
  @Override
  public String toString() {
    return "WorkerSettings[dataset=%s, listeners=%s, client=%s]"
        .formatted(dataset, listeners, new TreeSet<>(client.keySet()));
  }

  /** A worker that trains and tells nobody but its parent. */
  public static WorkerSettings of(DatasetSettings dataset) {
    return new WorkerSettings(dataset, "", Map.of());
  }
}
