package io.epochgraph.graphstream;

import io.epochgraph.contract.Convergence;
import io.epochgraph.contract.FeatureStatistics;
import io.epochgraph.contract.GraphStatistics;
import io.epochgraph.stage.StageMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What graph-stream counts. */
final class GraphMetrics {

  private static final double[] PASSES = {1, 2, 3, 4, 6, 8, 12, 20, 30, 50, 100, 300, 1_000};
  private final StageMetrics metrics;
  private final Counter fresh;
  private final Counter repeated;
  private final Counter bytes;
  private final Timer reading;
  private final Timer computing;

  GraphMetrics(StageMetrics metrics) {
    this.metrics = metrics;
    this.fresh = epochs("new");
    this.repeated = epochs("repeated");
    this.bytes = metrics.counter("weights.read.bytes", "Weights read from the topic");
    this.reading = timer("epochgraph.chunk.read", "Time to read one chunk of weights");
    this.computing =
        timer("epochgraph.graph.compute", "Time to compute an epoch's graphs, without reading");
  }

  /** An epoch came that came before, and changed nothing. */
  void repeated() {
    repeated.increment();
  }

  /** An epoch's statistics are made, in {@code computing} beside what reading took. */
  void computed(GraphStatistics statistics, Duration computed) {
    fresh.increment();
    computing.record(computed);
    for (FeatureStatistics feature : statistics.getFeatures()) {
      if (feature.getConvergence() != null) {
        converged(feature.getRepresentation(), feature.getConvergence());
      }
    }
  }

  void read(long chunkBytes, Duration time) {
    bytes.increment((double) chunkBytes);
    reading.record(time);
  }

  private void converged(String graph, Convergence of) {
    summary("eigenvector.passes", "Passes over the weights until it converged", graph)
        .serviceLevelObjectives(PASSES)
        .register(metrics.registry())
        .record(of.getPasses());
    // no buckets: Micrometer rounds what it puts into them up to whole numbers
    summary("eigenvector.residual", "Norm of Wv - λv, over λ", graph)
        .register(metrics.registry())
        .record(of.getResidual());
    metrics
        .counter("eigenvector.unconverged", "Eigenvectors that did not converge", "graph", graph)
        .increment(of.getConverged() ? 0 : 1);
  }

  private Counter epochs(String outcome) {
    return metrics.counter("epochs", "Epochs processed", "outcome", outcome);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .tags(metrics.tags())
        .serviceLevelObjectives(StageMetrics.timerBounds())
        .register(metrics.registry());
  }

  private DistributionSummary.Builder summary(String name, String description, String graph) {
    return DistributionSummary.builder("epochgraph." + name)
        .description(description)
        .tags(metrics.tags().and("graph", graph));
  }
}
