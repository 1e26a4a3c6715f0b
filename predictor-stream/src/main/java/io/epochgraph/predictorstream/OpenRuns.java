package io.epochgraph.predictorstream;

import io.epochgraph.contract.state.RunForecasts;
import io.epochgraph.stage.RunLifetimes;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** What is known of the runs that are not closed. */
final class OpenRuns {

  private final KeyValueStore<String, RunForecasts> forecasts;
  private final RunLifetimes lifetimes;

  OpenRuns(ProcessorContext<?, ?> context) {
    this.forecasts = context.getStateStore(PredictorStreamTopology.FORECASTS_STORE);
    this.lifetimes = new RunLifetimes(context.getStateStore(RunLifetimes.STORE));
  }

  /** What is known of a run that is heard of at {@code eventTime}; null where nothing is. */
  RunForecasts of(String run, Instant eventTime) {
    Instant now = lifetimes.at(eventTime);
    if (lifetimes.isClosed(run, now)) {
      drop(run);
    }
    lifetimes.hear(run, now);
    lifetimes.move(now).forEach(this::drop);
    return forecasts.get(run);
  }

  void put(String run, RunForecasts known) {
    forecasts.put(run, known);
  }

  private void drop(String run) {
    if (forecasts.get(run) != null) {
      forecasts.delete(run);
    }
  }
}
