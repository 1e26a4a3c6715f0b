package io.epochgraph.publish;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * What a publisher has done, for the registry of the program that trains: {@code
 * epochgraph_publisher_epochs_total} by outcome, {@code epochgraph_publisher_sent_bytes_total} and
 * {@code epochgraph_publisher_queued_bytes}.
 *
 * @param publisher that is asked whenever somebody reads the meters
 */
public record PublisherMetrics(WeightPublisher publisher) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    epochs(registry, "published", of -> of.stats().published());
    epochs(registry, "skipped", of -> of.stats().skipped());
    epochs(registry, "failed", of -> of.stats().failed());
    FunctionCounter.builder("epochgraph.publisher.sent.bytes", publisher, of -> of.stats().bytes())
        .description("Weights of the published epochs")
        .register(registry);
    Gauge.builder("epochgraph.publisher.queued.bytes", publisher, WeightPublisher::queuedBytes)
        .description("Weights that wait to be sent, or are being sent")
        .strongReference(true)
        .register(registry);
  }

  private void epochs(
      MeterRegistry registry, String outcome, ToDoubleFunction<WeightPublisher> count) {
    FunctionCounter.builder("epochgraph.publisher.epochs", publisher, count)
        .description("Epochs by what came of them")
        .tag("outcome", outcome)
        .register(registry);
  }
}
