package io.epochgraph.publish;

import io.epochgraph.contract.Hyperparameters;
import io.epochgraph.contract.Metrics;
import io.epochgraph.contract.RunDescriptor;
import io.epochgraph.trainer.EpochMetrics;
import io.epochgraph.trainer.RunSettings;
import io.epochgraph.trainer.RunStart;
import java.util.Map;

/**
 * What the trainer says of a run, in the contract's words. Beside what the contract names, {@code
 * momentum}, {@code patience}, {@code seed}, {@code trainingImages} and {@code validationImages}
 * are among the run's other hyperparameters.
 */
public final class RunDescriptors {

  private RunDescriptors() {}

  /** What the run is. */
  public static RunDescriptor of(RunStart run) {
    RunSettings settings = run.settings();
    var others =
        Map.of(
            "momentum", Double.toString(settings.momentum()),
            "patience", Integer.toString(settings.patience()),
            "seed", Long.toString(settings.seed()),
            "trainingImages", Integer.toString(run.trainingImages()),
            "validationImages", Integer.toString(run.validationImages()));
    return new RunDescriptor(
        settings.network(),
        run.dataset(),
        settings.sweep().isEmpty() ? null : settings.sweep(),
        new Hyperparameters(
            settings.learningRate(), settings.dropout(), settings.batchSize(), "sgd", others));
  }

  /** What was measured in an epoch. */
  public static Metrics of(EpochMetrics metrics) {
    return new Metrics(
        metrics.trainingLoss(),
        metrics.validationLoss(),
        metrics.validationAccuracy(),
        metrics.learningRate(),
        metrics.seconds());
  }
}
